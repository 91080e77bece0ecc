/** What a scenario needs in a workspace beside the script under test. Pure. */
import type { Tenant } from './settings/parsers.ts';

export type NeedKind = 'scripts' | 'variables' | 'resources';

export interface Need {
  readonly kind: NeedKind;
  readonly path: string;
  readonly tenant: Tenant;
  /** Name of the setting that the path is from; without one it is the suite's own. */
  readonly env?: string;
}
