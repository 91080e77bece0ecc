import type { AnalysisContext } from '../../../reports/analysis/scenario-analysis.ts';
import type { FaultFamilySettings } from './settings.ts';

export type FaultContext = AnalysisContext<FaultFamilySettings>;
