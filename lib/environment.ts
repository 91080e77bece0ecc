/** The settings of this k6 process, parsed once a VU from its environment. */
import { parseSettings, type SettingsOutcome } from './settings/settings.ts';
import { SETTINGS } from './settings/table.ts';

/** Variables that the runner sets beside the settings; a plain `k6 run` has none of them. */
export interface RunnerVariables {
  /** Folder of this run, which exists. */
  readonly runDir: string | null;
  readonly runId: string | null;
  /** Whether the event stream is collected by the runner; otherwise it would flood the terminal. */
  readonly events: boolean;
  readonly targetKind: 'embedded' | 'external';
  /** Users of this run, where it is one trial of a search for the breaking point. */
  readonly trialUsers: number | null;
}

export function runnerVariables(): RunnerVariables {
  return {
    runDir: __ENV.PERF_RUN_DIR || null,
    runId: __ENV.PERF_RUN_ID || null,
    events: __ENV.PERF_EVENTS === '1',
    targetKind: __ENV.PERF_TARGET_KIND === 'embedded' ? 'embedded' : 'external',
    trialUsers: /^\d+$/.test(__ENV.PERF_TRIAL_USERS ?? '') ? Number(__ENV.PERF_TRIAL_USERS) : null,
  };
}

/** WM_TENANTS may name a file. k6 resolves paths against the bundle, users mean the folder they stand in. */
function withTenantsFile(environment: Record<string, string>): Record<string, string> {
  const name = SETTINGS.tenants.env;
  const value = (environment[name] ?? '').trim();
  if (value === '' || value.startsWith('[') || value.startsWith('{')) return environment;
  const absolute = /^([/\\]|[a-z]:)/i.test(value);
  const path = absolute || !environment.PWD ? value : `${environment.PWD}/${value}`;
  try {
    return { ...environment, [name]: open(path) };
  } catch {
    return environment;
  }
}

/** Settings or all their mistakes. Init context only, since it may open a file. */
export function readSettings(): SettingsOutcome {
  const outcome = parseSettings(withTenantsFile(__ENV));
  const { targetKind } = runnerVariables();
  if (outcome.ok && outcome.settings.baseUrl === null) {
    const hint =
      targetKind === 'embedded' ? '' : ' (the runner starts an embedded target; a plain k6 run does not)';
    return { ok: false, problems: [`${SETTINGS.baseUrl.env} is not set: name the Windmill to load${hint}`] };
  }
  return outcome;
}
