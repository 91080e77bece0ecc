import { loadRun } from '../shared/load-family/load.ts';
import { baselineScenario } from './scenario.ts';

export const baselineRun = () => loadRun(baselineScenario);
