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
export const notAuthorized = (message = 'Unauthorized') => new ApiError(401, `Not authorized: ${message}`);
export const permissionDenied = (message: string) => new ApiError(403, `Permission denied: ${message}`);
export const requireAdmin = (username: string) =>
  new ApiError(403, `Require Admin privileges for ${username}`);
/** `source`: where Windmill says that it looked, such as `lib.rs:1571`. */
export function notFound(kind: string, name: string, source?: string): ApiError {
  const message = `Not found: ${kind} not found at name ${name}`;
  return new ApiError(404, message, source && `${message} (${source})`);
}
