/** Metrics of the monitor and the watchdog: the target's resources, and how late the generator is. Names and meanings are in metric-names.ts, why only `add` is kept in journeys.ts. */
import { Rate, Trend } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const targetCpu = new Trend(METRIC.targetCpu).add;
export const targetMemory = new Trend(METRIC.targetMemory).add;
export const hostMemory = new Trend(METRIC.hostMemory).add;
export const workerOccupancy = new Trend(METRIC.workerOccupancy).add;
export const queueLength = new Trend(METRIC.queueLength).add;
export const dbConnections = new Trend(METRIC.dbConnections).add;
export const monitorErrors = new Rate(METRIC.monitorErrors).add;
export const generatorDrift = new Trend(METRIC.generatorDrift, true).add;
