/** Metrics of what a stress run uses up first. Names and meanings are in metric-names.ts, why only `add` is kept in journeys.ts. */
import { Trend } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const serviceTime = new Trend(METRIC.serviceTime, true).add;
export const poolInUse = new Trend(METRIC.poolInUse).add;
export const thirdPartyBusy = new Trend(METRIC.thirdPartyBusy).add;
