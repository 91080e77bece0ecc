import type { DefectHooks } from '../../api/hooks.ts';

/** A token with few rights has all of its user's. */
export const scopeIgnored: DefectHooks = {
  rights: (identity) => ({ ...identity, scopes: undefined, readOnly: false }),
};
