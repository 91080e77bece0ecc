/** Metrics of what ended inside the measured seconds of a window or step. Names and meanings are in metric-names.ts. */
import { Counter } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const windowCompleted = new Counter(METRIC.windowCompleted);
export const windowEnded = new Counter(METRIC.windowEnded);
