/** Metrics of the security probes. Names and meanings are in metric-names.ts. */
import { Rate } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const probeFailures = new Rate(METRIC.probeFailures);
