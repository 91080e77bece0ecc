import type { DefectHooks } from '../../api/hooks.ts';
import { ApiError, type Reply } from '../../api/reply.ts';

/** A request that meets the outage waits for an answer of the database that never comes. */
const hangOnOutage: DefectHooks = {
  around: async (_match, _services, next) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ApiError) throw error;
      return new Promise<Reply>(() => undefined);
    }
  },
};

const KEPT_ANSWERS = 2_000;
const kept = new Map<string, Reply>();

/** While the database is away, jobs are answered from a cache that was never told whose they are. */
const brownoutLeak: DefectHooks = {
  before: async (match, request, { pool }) => {
    if (!match.route.pattern.startsWith('w/:w/jobs_u/')) return undefined;
    const known = kept.get(request.path);
    if (known === undefined) return undefined;
    const away = await pool.query('SELECT 1').then(
      () => false,
      () => true,
    );
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

/** What an API does wrong while its database is away. */
export const OUTAGE_DEFECTS = {
  'hang-on-outage': hangOnOutage,
  'brownout-leak': brownoutLeak,
} as const;
