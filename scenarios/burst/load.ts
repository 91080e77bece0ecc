import { loadRun } from '../shared/load-family/load.ts';
import { burstScenario } from './scenario.ts';

export const burstRun = () => loadRun(burstScenario);
