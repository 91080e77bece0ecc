/** What the runner tells this k6 process beside the settings. */

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
  const trialUsers = Math.floor(Number(__ENV.PERF_TRIAL_USERS ?? ''));
  return {
    runDir: __ENV.PERF_RUN_DIR || null,
    runId: __ENV.PERF_RUN_ID || null,
    events: __ENV.PERF_EVENTS === '1',
    targetKind: __ENV.PERF_TARGET_KIND === 'embedded' ? 'embedded' : 'external',
    trialUsers: trialUsers > 0 ? trialUsers : null,
  };
}
