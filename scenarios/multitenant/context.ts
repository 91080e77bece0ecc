import type { AnalysisContext } from '../../reports/analysis/scenario-analysis.ts';
import type { TenantSettings } from './settings.ts';

export type TenantContext = AnalysisContext<TenantSettings>;
