import type { DefectHooks } from '../../api/hooks.ts';
import { text } from '../../api/reply.ts';
import type { DefectName } from '../../defects.ts';
import { byConcurrency, wait } from './in-flight.ts';

/** Of ten requests above the cap, these fail. */
const FAILING = new Set([0, 3, 6]);

function capacityCap(): DefectHooks {
  let above = 0;
  return byConcurrency(async (atOnce, { planted }, next) => {
    if (atOnce <= planted.param('cap-limit')) return next();
    above += 1;
    return FAILING.has(above % 10) ? text('Internal: planted: too many requests at once', 500) : next();
  });
}

const latencyCliff = (): DefectHooks =>
  byConcurrency(async (atOnce, { planted }, next) => {
    if (atOnce > planted.param('cliff-limit')) await wait(planted.param('cliff-ms'));
    return next();
  });

const slowDegradation = (): DefectHooks =>
  byConcurrency(async (atOnce, { planted }, next) => {
    await wait(planted.param('degradation-ms') * (atOnce / planted.param('degradation-limit')) ** 2);
    return next();
  });

/** What breaks under load, and how. */
export const STRESS_DEFECTS = {
  'capacity-cap': capacityCap(),
  'latency-cliff': latencyCliff(),
  'slow-degradation': slowDegradation(),
} satisfies Partial<Record<DefectName, DefectHooks>>;
