/** Metrics around a fault: its marks, the answers meanwhile, and how every job ended. Names and meanings are in metric-names.ts. */
import { Counter, Rate, Trend } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const faultMark = new Trend(METRIC.faultMark);
export const submitAnswer = new Trend(METRIC.submitAnswer, true);
export const outageAnswer = new Trend(METRIC.outageAnswer, true);
export const outageLate = new Rate(METRIC.outageLate);
export const submitStatus = new Counter(METRIC.submitStatus);
export const jobsLost = new Rate(METRIC.jobsLost);
export const jobsRepeated = new Rate(METRIC.jobsRepeated);
export const jobsRunAgain = new Counter(METRIC.jobsRunAgain);
export const jobEnds = new Counter(METRIC.jobEnds);
export const jobsAbsent = new Counter(METRIC.jobsAbsent);
export const secondGood = new Rate(METRIC.secondGood);
export const secondDuration = new Trend(METRIC.secondDuration, true);
export const callersLate = new Rate(METRIC.callersLate);
export const callerEnds = new Counter(METRIC.callerEnds);
export const busyWorkers = new Trend(METRIC.busyWorkers);
