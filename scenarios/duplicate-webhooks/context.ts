import type { AnalysisContext } from '../../reports/analysis/scenario-analysis.ts';
import type { DuplicateSettings } from './settings.ts';

export type WebhookContext = AnalysisContext<DuplicateSettings>;
