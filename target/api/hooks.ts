import type { Reply } from './reply.ts';
import type { ApiRequest } from './request.ts';
import type { Match } from './router.ts';
import type { Services } from './services.ts';

type Early = Omit<ApiRequest, 'params' | 'identity' | 'services'>;

/** Where a planted defect reaches into the API. Each step is optional; a defect is one small file of them. */
export interface DefectHooks {
  /** Answers instead of the route, before the token is looked at. */
  readonly before?: (
    match: Match,
    request: Early,
    services: Services,
  ) => Promise<Reply | undefined> | Reply | undefined;
  /** Alters the answer of the route. */
  readonly after?: (match: Match, request: ApiRequest, reply: Reply) => Promise<Reply> | Reply;
}

/** The steps of all planted defects, in order. Empty on a healthy target. */
export interface ApiHooks {
  before(match: Match, request: Early): Promise<Reply | undefined>;
  after(match: Match, request: ApiRequest, reply: Reply): Promise<Reply>;
}

export function combineHooks(all: readonly DefectHooks[], services: Services): ApiHooks {
  return {
    async before(match, request) {
      for (const hooks of all) {
        const reply = await hooks.before?.(match, request, services);
        if (reply !== undefined) return reply;
      }
      return undefined;
    },
    async after(match, request, reply) {
      let current = reply;
      for (const hooks of all) current = (await hooks.after?.(match, request, current)) ?? current;
      return current;
    },
  };
}
