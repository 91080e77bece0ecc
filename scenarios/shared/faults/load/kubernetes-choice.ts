import { kubernetesBackend } from '../../../../lib/faults/kubernetes.ts';
import { loadDisruptor } from '../../../../lib/faults/load-disruptor.ts';
import type { BackendChoice } from './fault-lifecycle.ts';

/** Faults through xk6-disruptor. Init context only: the extension can be loaded nowhere else. */
export function kubernetesChoice(): BackendChoice {
  const loaded = loadDisruptor();
  return {
    name: 'kubernetes',
    problem: loaded.ok ? null : loaded.problem,
    create: (settings, points) => {
      if (!loaded.ok) throw new Error(loaded.problem);
      return kubernetesBackend(settings, points, loaded.module);
    },
  };
}
