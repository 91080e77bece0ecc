import { loadRun } from '../shared/load-family/load.ts';
import { highScenario } from './scenario.ts';

export const highRun = () => loadRun(highScenario);
