/** Metrics of what one tenant sees or feels of another. Names and meanings are in metric-names.ts. */
import { Counter, Rate } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const foreignAnswers = new Rate(METRIC.foreignAnswers);
export const crossReads = new Rate(METRIC.crossReads);
export const crossUnanswered = new Counter(METRIC.crossUnanswered);
export const ownMissing = new Rate(METRIC.ownMissing);
export const floodJobs = new Counter(METRIC.floodJobs);
export const quietMeasured = new Counter(METRIC.quietMeasured);
