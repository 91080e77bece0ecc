/**
 * The toxics of Toxiproxy's HTTP API: their names, attributes and defaults, and the check of what a client sent.
 * Times are milliseconds except the slicer's delay (microseconds); rates are kilobytes (1000 bytes) a second.
 */

/** Whole-number attributes a toxic type takes; what is left out is 0, as in Toxiproxy. */
const TOXIC_ATTRIBUTES = {
  noop: [],
  latency: ['latency', 'jitter'],
  bandwidth: ['rate'],
  slow_close: ['delay'],
  timeout: ['timeout'],
  reset_peer: ['timeout'],
  slicer: ['average_size', 'size_variation', 'delay'],
  limit_data: ['bytes'],
} as const;

export type ToxicType = keyof typeof TOXIC_ATTRIBUTES;
export type StreamDirection = 'upstream' | 'downstream';

/** A toxic as the API shows it. `toxicity` is the share of connections (0 to 1) that it affects. */
export interface Toxic {
  attributes: Record<string, number>;
  readonly name: string;
  readonly type: ToxicType;
  readonly stream: StreamDirection;
  toxicity: number;
}

/** An error that the API answers as `{error, status}`. */
export class ApiError extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

export const badBody = (detail: string) => new ApiError(`bad request body: ${detail}`, 400);

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of a request body; absent and null both mean "not given", as in the Go server. */
export function field<K extends 'string' | 'number' | 'boolean'>(
  body: JsonObject,
  name: string,
  kind: K,
): { string: string; number: number; boolean: boolean }[K] | undefined;
export function field(body: JsonObject, name: string, kind: string): unknown {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== kind) throw badBody(`${name} must be a ${kind}, got ${JSON.stringify(value)}`);
  return value;
}

function isToxicType(type: string): type is ToxicType {
  return Object.hasOwn(TOXIC_ATTRIBUTES, type);
}

function readAttributes(type: ToxicType, given: unknown, current: Record<string, number>) {
  const attributes = { ...current };
  if (given === undefined || given === null) return attributes;
  if (!isObject(given)) throw badBody('attributes must be an object');
  for (const name of TOXIC_ATTRIBUTES[type]) {
    const value = field(given, name, 'number');
    if (value === undefined) continue;
    if (!Number.isSafeInteger(value))
      throw badBody(`attributes.${name} must be a whole number, got ${value}`);
    attributes[name] = value;
  }
  return attributes;
}

/** Builds a new toxic from the body of `POST /proxies/{proxy}/toxics`; throws {@link ApiError} (400). */
export function parseToxic(body: unknown): Toxic {
  if (!isObject(body)) throw badBody('a toxic must be an object');
  const type = field(body, 'type', 'string') ?? '';
  const stream = (field(body, 'stream', 'string') ?? 'downstream').toLowerCase();
  const toxicity = field(body, 'toxicity', 'number') ?? 1;
  if (stream !== 'upstream' && stream !== 'downstream') {
    throw new ApiError('stream was invalid, can be either upstream or downstream', 400);
  }
  if (!isToxicType(type)) throw new ApiError('invalid toxic type', 400);
  const zeros = Object.fromEntries(TOXIC_ATTRIBUTES[type].map((name) => [name, 0]));
  return {
    attributes: readAttributes(type, body.attributes, zeros),
    name: field(body, 'name', 'string') || `${type}_${stream}`,
    type,
    stream,
    toxicity,
  };
}

/** Applies the body of a toxic's update: attributes that are named change, the others stay. */
export function updateToxic(toxic: Toxic, body: unknown): void {
  if (!isObject(body)) throw badBody('a toxic must be an object');
  const toxicity = field(body, 'toxicity', 'number');
  toxic.attributes = readAttributes(toxic.type, body.attributes, toxic.attributes);
  if (toxicity !== undefined) toxic.toxicity = toxicity;
}
