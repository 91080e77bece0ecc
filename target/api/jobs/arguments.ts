import { isUtf8 } from 'node:buffer';
import { ApiError, badRequest } from '../reply.ts';
import type { ApiRequest } from '../request.ts';
import { syntaxProblem } from '../serde.ts';

export type JobArguments = Record<string, unknown>;

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;

const TEXT_TYPE = /^(text\/(plain|xml)|application\/xml)\b/i;

const isObject = (value: unknown): value is JobArguments =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Arguments of a job as the run endpoints read them: JSON, a form or text; JSON that is no object goes under `body`. */
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
  const { body } = request;
  if (type === undefined && body.length === 0) return {};
  if (!isUtf8(body)) throw badRequest(`invalid utf8: ${utf8Problem(body)}`);
  const text = body.toString('utf8');
  if (type === undefined || JSON_TYPE.test(type)) {
    const value = parse(text);
    return isObject(value) ? value : { body: value };
  }
  if (FORM_TYPE.test(type)) return Object.fromEntries(new URLSearchParams(text));
  if (TEXT_TYPE.test(type)) return { raw_string: text };
  throw new ApiError(415, `Unsupported media type: ${type}`);
}

function utf8Problem(body: Buffer): string {
  const before = body.toString('utf8').split('\ufffd', 1)[0] ?? '';
  return `invalid utf-8 sequence of 1 bytes from index ${Buffer.byteLength(before)}`;
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
  } catch {
    throw badRequest(`invalid json: ${syntaxProblem(body)}`);
  }
}
