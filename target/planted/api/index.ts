import type { DefectHooks } from '../../api/hooks.ts';
import type { DefectName } from '../../defects.ts';
import type { PlantedDefects } from '../planted.ts';
import { anonymousResult } from './anonymous-result.ts';
import { error2pct } from './error-2pct.ts';
import { exception } from './exception.ts';
import { expiredTokenAccepted } from './expired-token-accepted.ts';
import { EXPOSURE_DEFECTS } from './exposure.ts';
import { foreignTokenAccepted } from './foreign-token-accepted.ts';
import { LOAD_DEFECTS } from './load.ts';
import { MULTITENANT_DEFECTS } from './multitenant.ts';
import { openRun } from './open-run.ts';
import { OUTAGE_DEFECTS } from './outage.ts';
import { scopeIgnored } from './scope-ignored.ts';
import { SOAK_DEFECTS } from './soak.ts';
import { stackTraceInError } from './stack-trace-in-error.ts';
import { STRESS_DEFECTS } from './stress.ts';
import { tokenInAccessLog } from './token-in-access-log.ts';
import { WINDMILL_DEFECTS } from './windmill.ts';
import { wrongResult } from './wrong-result.ts';

/** The defects that live in the API: one file each, one line here. */
const API_DEFECTS: Partial<Record<DefectName, DefectHooks>> = {
  'error-2pct': error2pct,
  exception,
  'wrong-result': wrongResult,
  'open-run': openRun,
  'anonymous-result': anonymousResult,
  'expired-token-accepted': expiredTokenAccepted,
  'foreign-token-accepted': foreignTokenAccepted,
  'scope-ignored': scopeIgnored,
  'stack-trace-in-error': stackTraceInError,
  'token-in-access-log': tokenInAccessLog,
  ...EXPOSURE_DEFECTS,
  ...LOAD_DEFECTS,
  ...OUTAGE_DEFECTS,
  ...STRESS_DEFECTS,
  ...SOAK_DEFECTS,
  ...MULTITENANT_DEFECTS,
  ...WINDMILL_DEFECTS,
};

export function plantedApiHooks(planted: PlantedDefects): DefectHooks[] {
  return Object.entries(API_DEFECTS)
    .filter(([name]) => planted.has(name as DefectName))
    .map(([, hooks]) => hooks);
}
