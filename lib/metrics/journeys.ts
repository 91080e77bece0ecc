/**
 * Metrics of every journey: a job submitted and waited for. Names and meanings are in metric-names.ts. Of each only `add`
 * is kept, which knows its metric: the object around it would take .6 KB of every virtual user.
 */
import { Counter, Rate, Trend } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const jobDuration = new Trend(METRIC.jobDuration, true).add;
export const jobQueueWait = new Trend(METRIC.jobQueueWait, true).add;
export const jobsSubmitted = new Counter(METRIC.jobsSubmitted).add;
export const jobsCompleted = new Counter(METRIC.jobsCompleted).add;
export const jobsFailed = new Counter(METRIC.jobsFailed).add;
export const jobsEnded = new Rate(METRIC.jobsEnded).add;
export const journeyErrors = new Rate(METRIC.journeyErrors).add;
export const journeyFailures = new Counter(METRIC.journeyFailures).add;
export const journeyExceptions = new Counter(METRIC.journeyExceptions).add;
export const wrongResults = new Rate(METRIC.wrongResults).add;
