import type { AnalysisContext } from '../../reports/analysis/scenario-analysis.ts';
import type { SoakSettings } from './settings.ts';

export type SoakContext = AnalysisContext<SoakSettings>;
