/** Metrics of the monitor and the watchdog: the target's resources, and how late the generator is. Names and meanings are in metric-names.ts. */
import { Rate, Trend } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const targetCpu = new Trend(METRIC.targetCpu);
export const targetMemory = new Trend(METRIC.targetMemory);
export const hostMemory = new Trend(METRIC.hostMemory);
export const serviceTime = new Trend(METRIC.serviceTime, true);
export const poolInUse = new Trend(METRIC.poolInUse);
export const thirdPartyBusy = new Trend(METRIC.thirdPartyBusy);
export const workerOccupancy = new Trend(METRIC.workerOccupancy);
export const queueLength = new Trend(METRIC.queueLength);
export const dbConnections = new Trend(METRIC.dbConnections);
export const monitorErrors = new Rate(METRIC.monitorErrors);
export const generatorDrift = new Trend(METRIC.generatorDrift, true);
