/** Metrics of every journey: a job submitted and waited for. Names and meanings are in metric-names.ts. */
import { Counter, Rate, Trend } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

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
