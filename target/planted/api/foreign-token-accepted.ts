import { hashToken } from '../../api/auth/credentials.ts';
import type { DefectHooks } from '../../api/hooks.ts';
import { passesForMember } from './passes-for.ts';

/** A token that is good somewhere is good everywhere. */
export const foreignTokenAccepted: DefectHooks = {
  identify: async (match, token, { pool }) => {
    const { w: workspace } = match.params;
    if (token === undefined || workspace === undefined) return undefined;
    const { rowCount } = await pool.query(
      'SELECT FROM token WHERE token_hash = $1 AND (expiration IS NULL OR expiration > now())',
      [hashToken(token)],
    );
    return rowCount === 1 ? passesForMember(pool, workspace) : undefined;
  },
};
