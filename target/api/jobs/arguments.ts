import { ApiError, badRequest } from '../reply.ts';
import type { ApiRequest } from '../request.ts';

export type JobArguments = Record<string, unknown>;

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;

const isObject = (value: unknown): value is JobArguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Arguments of a job as the run endpoints read them: JSON or a form; anything but an object goes under `body`. */
export function argumentsOf(request: ApiRequest): JobArguments {
  const args = request.method === 'GET' ? fromPayload(request) : fromBody(request);
  for (const name of (request.query.get('include_header') ?? '').split(',')) {
    const header = request.headers[name.trim().toLowerCase()];
    if (typeof header === 'string') args[name.trim().toLowerCase().replaceAll('-', '_')] = header;
  }
  return args;
}

function fromBody(request: ApiRequest): JobArguments {
  const type = request.headers['content-type'];
  const body = request.body.toString('utf8');
  if (type === undefined || JSON_TYPE.test(type)) {
    if (body.trim() === '') return {};
    const value = parse(body);
    return isObject(value) ? value : { body: value };
  }
  if (FORM_TYPE.test(type)) return Object.fromEntries(new URLSearchParams(body));
  throw new ApiError(415, `Unsupported media type: ${type}`);
}

/** `GET run_wait_result` carries the arguments as base64 JSON in `payload`. */
function fromPayload(request: ApiRequest): JobArguments {
  const payload = request.query.get('payload');
  if (payload === null) return {};
  const value = parse(Buffer.from(payload, 'base64').toString('utf8'));
  return isObject(value) ? value : { body: value };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw badRequest(`invalid json: ${(error as Error).message}`);
  }
}
