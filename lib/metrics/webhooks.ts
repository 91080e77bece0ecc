/** Metrics of the deliveries of webhooks and of their side effects. Names and meanings are in metric-names.ts. */
import { Counter, Rate } from 'k6/metrics';
import { METRIC } from '../metric-names.ts';

export const webhookSent = new Counter(METRIC.webhookSent);
export const webhookAccepted = new Counter(METRIC.webhookAccepted);
export const webhookEffects = new Counter(METRIC.webhookEffects);
export const webhookExpected = new Counter(METRIC.webhookExpected);
export const webhookRepeated = new Rate(METRIC.webhookRepeated);
export const webhookMissing = new Rate(METRIC.webhookMissing);
export const webhookCrashed = new Counter(METRIC.webhookCrashed);
export const webhookUnchecked = new Counter(METRIC.webhookUnchecked);
