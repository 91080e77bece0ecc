import { loadRun } from '../shared/load-family/load.ts';
import { normalScenario } from './scenario.ts';

export const normalRun = () => loadRun(normalScenario);
