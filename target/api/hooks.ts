import type { Identity } from './auth/identity.ts';
import type { Reply } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { Match } from './router.ts';
import type { Services } from './services.ts';

type Early = Omit<ApiRequest, 'params' | 'identity' | 'services'>;

/** A request that was answered, for the access log. */
export interface LoggedRequest {
  readonly method: string;
  /** As the client sent it, query included. */
  readonly target: string;
  readonly status: number;
  readonly ms: number;
}

/** Where a planted defect reaches into the API. Each step is optional; a defect is one small file of them. */
export interface DefectHooks {
  /** Answers instead of the route, before the token is looked at. */
  readonly before?: (
    match: Match,
    request: Early,
    services: Services,
  ) => Promise<Reply | undefined> | Reply | undefined;
  /** Once, when the process has started: what goes on beside the requests. */
  readonly start?: (services: Services) => void;
  /** Stands around the work of a request: answers what `next` answers, later or in another way. */
  readonly around?: (match: Match, services: Services, next: () => Promise<Reply>) => Promise<Reply>;
  /** Whom a token that is not valid here passes for; `token` undefined: there is none. */
  readonly identify?: (
    match: Match,
    token: string | undefined,
    services: Services,
  ) => Promise<Identity | undefined>;
  /** Alters the rights of a caller. */
  readonly rights?: (identity: Identity) => Identity;
  /** Alters the answer of the route. */
  readonly after?: (match: Match, request: ApiRequest, reply: Reply) => Promise<Reply> | Reply;
  /** Alters an answer that is an error. */
  readonly failed?: (reply: Reply, error: unknown) => Reply;
  /** What the access log calls the request; default its path. */
  readonly logged?: (target: string) => string;
  /** A line of its own that a request leaves in the log. */
  readonly logLine?: (request: LoggedRequest) => string;
  /** When an accepted job becomes due, whatever was asked for; an ISO time. */
  readonly dueAt?: () => string | undefined;
  /** Stands around storing an accepted job: answers the id that its caller is told. */
  readonly store?: (
    id: string,
    services: Services,
    store: (id: string) => Promise<string>,
  ) => Promise<string>;
  /** Connections to the database of this process. */
  readonly poolSize?: number;
  /** What is known of a token outlives the token. */
  readonly keepsEndedTokens?: boolean;
}

/** The steps of all planted defects, in order. Empty on a healthy target. */
export interface ApiHooks {
  before(match: Match, request: Early): Promise<Reply | undefined>;
  around(match: Match, work: () => Promise<Reply>): Promise<Reply>;
  identify(match: Match, token: string | undefined): Promise<Identity | undefined>;
  rights(identity: Identity): Identity;
  after(match: Match, request: ApiRequest, reply: Reply): Promise<Reply>;
  failed(reply: Reply, error: unknown): Reply;
  logged(target: string, path: string): string;
  logLines(request: LoggedRequest): readonly string[];
}

/** The steps of all planted defects in the submission of a job. */
export interface SubmissionHooks {
  dueAt(): string | undefined;
  store(id: string, services: Services, store: (id: string) => Promise<string>): Promise<string>;
}

export function combineSubmission(all: readonly DefectHooks[]): SubmissionHooks {
  return {
    dueAt: () => all.reduce<string | undefined>((due, hooks) => hooks.dueAt?.() ?? due, undefined),
    store: (id, services, store) =>
      all.reduce((next, hooks) => {
        const { store: around } = hooks;
        return around === undefined ? next : (asked: string) => around(asked, services, next);
      }, store)(id),
  };
}

export function combineHooks(all: readonly DefectHooks[], services: Services): ApiHooks {
  for (const hooks of all) hooks.start?.(services);
  return {
    around: (match, work) =>
      all.reduce<() => Promise<Reply>>((next, { around }) => {
        return around === undefined ? next : () => around(match, services, next);
      }, work)(),
    async before(match, request) {
      for (const hooks of all) {
        const reply = await hooks.before?.(match, request, services);
        if (reply !== undefined) return reply;
      }
      return undefined;
    },
    async identify(match, token) {
      for (const hooks of all) {
        const identity = await hooks.identify?.(match, token, services);
        if (identity !== undefined) return identity;
      }
      return undefined;
    },
    rights: (identity) => all.reduce((current, hooks) => hooks.rights?.(current) ?? current, identity),
    failed: (reply, error) =>
      all.reduce((current, hooks) => hooks.failed?.(current, error) ?? current, reply),
    logged: (target, path) => all.reduce((current, hooks) => hooks.logged?.(target) ?? current, path),
    logLines: (request) => all.flatMap(({ logLine }) => logLine?.(request) ?? []),
    async after(match, request, reply) {
      let current = reply;
      for (const hooks of all) current = (await hooks.after?.(match, request, current)) ?? current;
      return current;
    },
  };
}
