import type { DefectHooks } from '../../api/hooks.ts';
import { text } from '../../api/reply.ts';

/** Requests about jobs fail now and then, before anything is done. */
export const error2pct: DefectHooks = {
  before: (match, _request, { planted }) => {
    if (!match.route.pattern.startsWith('w/:w/jobs')) return undefined;
    if (!planted.strikes('error-2pct', planted.param('error-every'))) return undefined;
    return text('Internal: planted failure', 500);
  },
};
