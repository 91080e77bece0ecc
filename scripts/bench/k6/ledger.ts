/** Journeys around a fault as fast as they go, with or without what is kept of each: for the cost of the ledger. */
import type { Options } from 'k6/options';
import { uuidFromName } from '../../../lib/ids.ts';
import { nonce } from '../../../lib/journeys/nonce.ts';
import { METRIC, subMetric } from '../../../lib/metric-names.ts';
import { expose } from '../../../lib/run/thresholds.ts';
import { WindmillClient } from '../../../lib/windmill/client.ts';
import { steadyJourney } from '../../../scenarios/shared/faults/load/journey.ts';
import { Ledger } from '../../../scenarios/shared/faults/load/ledger.ts';
import { accountFor } from '../../../scenarios/shared/faults/load/record-sample.ts';

const kept = __ENV.BENCH_LEDGER === '1';
const seconds = Number.parseInt(__ENV.DURATION ?? '', 10);
const workspace = __ENV.WM_WORKSPACE ?? '';
const client = new WindmillClient(__ENV.WM_BASE_URL ?? '', { workspace, token: __ENV.WM_TOKEN ?? '' });
const ledger = new Ledger();

const figuresOfSeconds = Array.from({ length: kept ? seconds : 0 }, (_, second) => [
  [subMetric(METRIC.secondGood, { second: String(second) }), 'rate'] as const,
  [subMetric(METRIC.secondDuration, { second: String(second) }), 'trend'] as const,
]).flat();

export const options: Options = {
  scenarios: {
    users: {
      executor: 'constant-vus',
      vus: Number(__ENV.USERS),
      duration: `${seconds}s`,
      gracefulStop: '10s',
    },
  },
  thresholds: expose({}, figuresOfSeconds),
};

export function setup(): number {
  return Date.now();
}

export default function (loadStartsAt: number): void {
  const name = nonce('bench');
  const input = { script: 'f/perf/echo', args: {}, nonce: name, workspace, timeoutMs: 10_000 };
  const startedAt = Date.now();
  const journey = steadyJourney(client, input, uuidFromName(name), {
    tags: { phase: 'bench' },
    onSent: (entry) => kept && ledger.add(entry),
  });
  if (!kept) return;
  accountFor({
    journey,
    startedAt,
    loadStartsAt,
    phase: 'bench',
    group: undefined,
    perSecond: true,
  });
}

interface EndOfRun {
  readonly metrics: { readonly iterations?: { readonly values: { readonly count: number } } };
}

export function handleSummary(data: EndOfRun): Record<string, string> {
  const journeys = data.metrics.iterations?.values.count ?? 0;
  return { [`${__ENV.PERF_RUN_DIR}/summary.json`]: JSON.stringify({ journeys }) };
}
