/** Metrics of the users of a stress step. Names and meanings are in metric-names.ts. */
import { Counter, Rate, Trend } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const journeysStarted = new Counter(METRIC.journeysStarted);
export const journeysEnded = new Counter(METRIC.journeysEnded);
export const journeysLate = new Counter(METRIC.journeysLate);
export const journeyWait = new Trend(METRIC.journeyWait, true);
export const slowJourneys = new Rate(METRIC.slowJourneys);
