/** What a handler answers; written to the socket in one place, so that it can be inspected and altered before. */
export interface Reply {
  readonly status: number;
  readonly contentType: 'application/json' | 'text/plain' | 'text/html' | null;
  readonly body: string;
  /** Beside those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Words of the status line, where they are not the usual ones. */
  readonly statusText?: string;
}

export const json = (value: unknown, status = 200): Reply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value ?? null),
});

/** For JSON that the database already holds as text. */
export const rawJson = (body: string, status = 200): Reply => ({
  status,
  contentType: 'application/json',
  body,
});

export const text = (body: string, status = 200): Reply => ({ status, contentType: 'text/plain', body });

export const empty = (status: number): Reply => ({ status, contentType: null, body: '' });

/** An error in Windmill's form: plain text that starts with a fixed prefix. */
export class ApiError extends Error {
  readonly status: number;
  /** What Windmill says in its place, source lines and rules of the database included. */
  readonly verbose: string | undefined;

  constructor(status: number, message: string, verbose?: string) {
    super(message);
    this.status = status;
    this.verbose = verbose;
  }
}

export const badRequest = (message: string) => new ApiError(400, `Bad request: ${message}`);
/** No token at all: what a bad one is told has a prefix, this has none. */
export const noToken = () => new ApiError(401, 'Unauthorized');
export const notAuthorized = (message = 'Unauthorized') => new ApiError(401, `Not authorized: ${message}`);
export const permissionDenied = (message: string) => new ApiError(403, `Permission denied: ${message}`);
export const requireSuperAdmin = () => notAuthorized('This endpoint requires the caller to be a super admin');
export const requireAdmin = (username: string) =>
  new ApiError(403, `Require Admin privileges for ${username}`);
/** `source`: where Windmill says that it looked, such as `lib.rs:1571`. */
export function notFound(kind: string, name: string, source?: string): ApiError {
  const message = `Not found: ${kind} not found at name ${name}`;
  return new ApiError(404, message, source && `${message} (${source})`);
}

/** An item that is looked up by its path. */
export const notAtPath = (kind: string, path: string) =>
  new ApiError(404, `Not found: ${kind} not found at path ${path}`);

/** What a query string cannot be read as. */
export const badQuery = (name: string, reason: string) =>
  new ApiError(400, `Failed to deserialize query string: ${name}: ${reason}`);

/**
 * The database refuses a statement: the caller learns what is wrong with what it sent, Windmill's passes on what the
 * database said (`rule`) and where it was asked (`source`).
 */
export const refusedByDatabase = (message: string, rule: string, source: string) =>
  new ApiError(400, `Bad request: ${message}`, `SqlErr: error returned from database: ${rule} @${source}`);
