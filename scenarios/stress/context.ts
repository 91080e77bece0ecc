import type { AnalysisContext } from '../../reports/analysis/scenario-analysis.ts';
import type { StressSettings } from './scenario.ts';

export type StressContext = AnalysisContext<StressSettings>;
