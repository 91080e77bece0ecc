/** What shows which resource is used up: how long jobs occupy a worker, the pool of connections, the third party. */

import * as metrics from '../../../lib/metrics/saturation.ts';
import { readPool } from '../../../lib/run/pool.ts';
import { mainTenant } from '../../../lib/settings/settings.ts';
import { type CallOptions, WindmillClient } from '../../../lib/windmill/client.ts';
import type { StressSettings } from '../scenario.ts';
import { ServiceTimes } from './service-times.ts';
import { readThirdPartyShare } from './third-party-load.ts';

/**
 * Jobs read at each look. Newest first by their creation, slow ones among quick ones would be missing from a short list:
 * this one spans fifty service times on four workers, and costs 100 KB.
 */
const JOBS_A_LOOK = 200;
const PERCENT = 100;

let times: ServiceTimes | null = null;

/** Beside each sample of the monitor. @param tags of the moment, for what is added to the metrics. */
export function watchSaturation(
  settings: StressSettings,
  tags: () => Readonly<Record<string, string>>,
  options: CallOptions,
): void {
  const tenant = mainTenant(settings);
  if (tenant !== null) {
    const client = new WindmillClient(settings.baseUrl ?? '', tenant);
    times ??= new ServiceTimes(settings.scriptPath);
    const read = times.read(client.completedJobs(JOBS_A_LOOK, options) ?? []);
    const now = tags();
    for (const ms of read) metrics.serviceTime(ms, now);
    const pool = readPool(client, options);
    if (pool !== null && pool.inUse !== null && pool.max !== null) {
      metrics.poolInUse((pool.inUse / pool.max) * PERCENT, tags());
    }
  }
  const share = settings.thirdPartyUrl === null ? null : readThirdPartyShare(settings.thirdPartyUrl);
  if (share !== null) metrics.thirdPartyBusy(share * PERCENT, tags());
}
