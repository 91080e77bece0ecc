import { toxiproxyBackend } from '../../../../lib/faults/toxiproxy.ts';
import type { BackendChoice } from './fault-lifecycle.ts';

/** Faults through Toxiproxy: what every k6 can do. */
export const TOXIPROXY: BackendChoice = { name: 'toxiproxy', problem: null, create: toxiproxyBackend };
