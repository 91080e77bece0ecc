import type { DisruptorModule } from './disruptor-module.ts';

export type LoadedDisruptor =
  | { readonly ok: true; readonly module: DisruptorModule }
  | { readonly ok: false; readonly problem: string };

/**
 * xk6-disruptor, or in one sentence what is missing. `require` instead of an import, whose failure nobody could catch:
 * the extension looks for a cluster as soon as it is loaded, once in every virtual user. That k6 needs the extension at
 * all is said by the directive at the top of the bundle. Init context only.
 */
export function loadDisruptor(): LoadedDisruptor {
  try {
    return { ok: true, module: require('k6/x/disruptor') as DisruptorModule };
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).trim();
    if (/unknown module|can't be found|cannot find|Automatic extension resolution/i.test(said)) {
      return { ok: false, problem: `this k6 lacks xk6-disruptor (k6/x/disruptor): ${said}` };
    }
    return {
      ok: false,
      problem:
        `FAULT_BACKEND=kubernetes finds no cluster (${said}): KUBECONFIG must name a file with access to one, ` +
        'or k6 must run in a pod with the role of deploy/kubernetes',
    };
  }
}
