import type { DefectHooks } from '../../api/hooks.ts';
import { passesForMember } from './passes-for.ts';

/** The routes that start jobs ask nobody who they are. */
export const openRun: DefectHooks = {
  identify: async (match, token, { pool }) => {
    const { w: workspace } = match.params;
    const starts = /^w\/:w\/jobs\/run(_wait_result)?\//.test(match.route.pattern);
    return token === undefined && starts && workspace !== undefined
      ? passesForMember(pool, workspace)
      : undefined;
  },
};
