/** The suite's k6 metrics, created once; names and meanings are in metric-names.ts. */
import { Counter, Rate, Trend } from 'k6/metrics';
import { METRIC } from './metric-names.ts';

export const jobDuration = new Trend(METRIC.jobDuration, true);
export const jobQueueWait = new Trend(METRIC.jobQueueWait, true);
export const jobsSubmitted = new Counter(METRIC.jobsSubmitted);
export const jobsCompleted = new Counter(METRIC.jobsCompleted);
export const jobsFailed = new Counter(METRIC.jobsFailed);
export const jobsEnded = new Rate(METRIC.jobsEnded);
export const journeyErrors = new Rate(METRIC.journeyErrors);
export const journeyFailures = new Counter(METRIC.journeyFailures);
export const journeyExceptions = new Counter(METRIC.journeyExceptions);
export const wrongResults = new Rate(METRIC.wrongResults);
export const generatorDrift = new Trend(METRIC.generatorDrift, true);
export const targetCpu = new Trend(METRIC.targetCpu);
export const targetMemory = new Trend(METRIC.targetMemory);
export const workerOccupancy = new Trend(METRIC.workerOccupancy);
export const queueLength = new Trend(METRIC.queueLength);
export const dbConnections = new Trend(METRIC.dbConnections);
export const monitorErrors = new Rate(METRIC.monitorErrors);
