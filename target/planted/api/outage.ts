/** What an API does wrong while its database is away, or once it is back. */
import type { DefectHooks } from '../../api/hooks.ts';
import type { Reply } from '../../api/reply.ts';
import { submitsJob, wait } from './in-flight.ts';

const NEVER = new Promise<Reply>(() => undefined);

/** A request that meets the outage is never answered, not even when the database is back. */
export const hangOnOutage: DefectHooks = {
  around: async (_match, { reach }, next) => {
    let hasMet = false;
    void reach.whenLost().then(() => {
      hasMet = true;
    });
    try {
      const reply = await next();
      return hasMet ? await NEVER : reply;
    } catch (error) {
      if (hasMet) return NEVER;
      throw error;
    }
  },
};

const KEPT_ANSWERS = 2_000;

/** While the database is away, jobs are answered from a cache that was never told whose they are. */
export function brownoutLeak(): DefectHooks {
  const kept = new Map<string, Reply>();
  return {
    before: async (match, request, { pool, reach }) => {
      if (!match.route.pattern.startsWith('w/:w/jobs_u/')) return undefined;
      const known = kept.get(request.path);
      if (known === undefined) return undefined;
      const answered = pool.query('SELECT 1').then(() => false);
      const away = await Promise.race([answered, reach.whenLost().then(() => true)]).catch(() => true);
      return away ? known : undefined;
    },
    after: (match, request, reply) => {
      if (match.route.pattern.startsWith('w/:w/jobs_u/') && reply.status === 200) {
        const oldest = kept.keys().next().value;
        if (kept.size >= KEPT_ANSWERS && oldest !== undefined) kept.delete(oldest);
        kept.set(request.path, reply);
      }
      return reply;
    },
  };
}

/** The database is back, and so is the API; some seconds later every submission is late, for good. */
export function relapse(afterSeconds: number, lateMs: number): DefectHooks {
  let isBad = false;
  return {
    start: ({ reach }) => {
      void reach
        .whenLost()
        .then(() => reach.whenFound())
        .then(() => wait(afterSeconds * 1_000))
        .then(() => {
          isBad = true;
        });
    },
    around: async (match, _services, next) => {
      if (isBad && submitsJob(match)) await wait(lateMs);
      return next();
    },
  };
}
