/** The windows and visits of a multitenant run in which nothing else took the processor from it. */

import type { Finding } from '../../../reports/analysis/validity/check.ts';
import {
  disturbances,
  neighbourText,
  windowsUndisturbed,
} from '../../../reports/analysis/validity/interference.ts';
import type { TenantContext } from '../context.ts';
import type { TenantRecord } from './data.ts';

export interface Undisturbed {
  readonly record: TenantRecord;
  /** Null where it is not known what others took. */
  readonly interference: Finding | null;
}

/** The number of a window: a quiet one and the noisy one behind it share it. */
const pairOf = (name: string): string => name.slice(name.lastIndexOf('_') + 1);

/**
 * Leaves disturbed windows out in pairs, since a tenant's pace is counted over as many quiet windows as noisy ones. The
 * isolation part is no matter of time and stays.
 */
export function undisturbed(context: TenantContext, record: TenantRecord): Undisturbed {
  const { plan } = record;
  const windows = disturbances(context, plan.windows);
  const visits = disturbances(context, plan.visits);
  const all = [...windows, ...visits];
  const bad = new Set(windows.flatMap(({ disturbed, stretch }) => (disturbed ? [pairOf(stretch.name)] : [])));
  const counts = {
    disturbed: all.filter(({ disturbed }) => disturbed).length,
    all: all.length,
    known: all.filter(({ share }) => share !== null).length,
  };
  return {
    record: {
      ...record,
      plan: {
        ...plan,
        windows: plan.windows.filter(({ name }) => !bad.has(pairOf(name))),
        visits: visits.flatMap(({ disturbed, stretch }) => (disturbed ? [] : [stretch])),
      },
    },
    interference: windowsUndisturbed(context, counts, neighbourText(context)),
  };
}
