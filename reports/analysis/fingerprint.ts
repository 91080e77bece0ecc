/**
 * What was tested, with what, from where: two runs may be compared only where these agree, so
 * nothing that was measured belongs in here.
 */
import type { ScenarioSpec } from '../../lib/scenario.ts';
import { concerns } from '../../lib/settings/setting.ts';
import { settingOf } from '../../lib/settings/settings.ts';
import type { Phase, SettingValue } from '../../lib/summary-types.ts';
import type { Result } from '../result-schema.ts';
import type { RunFiles } from '../run-folder.ts';

type Fingerprint = Result['fingerprint'];

/** Whether two runs of the scenario that differ in this setting, by its environment name, are different runs. */
function matters(env: string, { name, settings }: ScenarioSpec): boolean {
  const setting = settingOf(env, settings);
  return (
    setting !== undefined && setting.local !== true && setting.secret !== true && concerns(setting, name)
  );
}

/** The load as it was laid out, so that a changed default shows: `ramp 15s→10, measured* 180s→10`. */
function planText(phases: readonly Phase[]): string {
  return phases
    .map(({ name, seconds, users, measured }) => `${name}${measured ? '*' : ''} ${seconds}s→${users}`)
    .join(', ');
}

/** As conditions of runs are compared and shown, one value each. */
const flat = (value: SettingValue) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

export function fingerprintOf({ summary, run }: RunFiles, spec: ScenarioSpec): Fingerprint {
  const { atStart } = summary.target;
  const ready = run?.target.ready ?? {};
  const comparable = Object.entries(summary.settings)
    .filter(([name]) => matters(name, spec))
    .map(([name, value]) => [name, flat(value)] as const);
  return {
    target: {
      kind: summary.target.kind,
      version: atStart?.version ?? null,
      scriptHash: atStart?.scriptHash ?? null,
      workers: atStart === null || atStart.workers.length === 0 ? null : atStart.workers.length,
      ...('defect' in ready && typeof ready.defect === 'string' ? { defect: ready.defect } : {}),
    },
    engine: { name: 'k6', version: run?.k6Version ?? null },
    generator:
      run === null
        ? {}
        : {
            platform: run.host.platform,
            arch: run.host.arch,
            cpus: run.host.cpus,
            node: run.host.node,
            ...(summary.generators === undefined ? {} : { generators: summary.generators.planned }),
          },
    settings: {
      ...Object.fromEntries(comparable),
      plan: planText(summary.plan.phases),
    },
    revision: summary.revision,
    seed: summary.seed,
  };
}
