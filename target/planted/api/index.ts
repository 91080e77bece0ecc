import type { DefectHooks } from '../../api/hooks.ts';
import type { DefectName } from '../../defects.ts';
import type { PlantedDefects } from '../planted.ts';
import { error2pct } from './error-2pct.ts';
import { exception } from './exception.ts';
import { wrongResult } from './wrong-result.ts';

/** The defects that live in the API: one file each, one line here. */
const API_DEFECTS: Partial<Record<DefectName, DefectHooks>> = {
  'error-2pct': error2pct,
  exception,
  'wrong-result': wrongResult,
};

export function plantedApiHooks(planted: PlantedDefects): DefectHooks[] {
  return Object.entries(API_DEFECTS)
    .filter(([name]) => planted.has(name as DefectName))
    .map(([, hooks]) => hooks);
}
