import type { DefectHooks } from '../../api/hooks.ts';
import { passesForMember } from './passes-for.ts';

/** Whoever knows the id of a job reads its result, without any token. */
export const anonymousResult: DefectHooks = {
  identify: async (match, token, { pool }) => {
    const { w: workspace } = match.params;
    const reads = match.route.pattern.startsWith('w/:w/jobs_u/completed/');
    return token === undefined && reads && workspace !== undefined
      ? passesForMember(pool, workspace)
      : undefined;
  },
};
