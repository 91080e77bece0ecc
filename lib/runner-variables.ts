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
  /** Generators that carry the load together. */
  readonly generators: number;
  /** Which of them this is, `2/4`; null where only k6 itself knows. */
  readonly segment: string | null;
  /** Unix ms at which the load of all of them begins. */
  readonly startsAt: number | null;
  /**
   * `setup`: sets up and does nothing else; `load`: its set-up has been done, `setupData` holds what came of it; `repair`:
   * takes away what an earlier run left, and does nothing else.
   */
  readonly part: 'setup' | 'load' | 'repair' | null;
  readonly setupData: string | null;
  /** The summary goes to the log, from where it is collected: a pod leaves no file behind. */
  readonly summaryToLog: boolean;
}

export function runnerVariables(): RunnerVariables {
  const { PERF_PART: part } = __ENV;
  const startsAt = Number(__ENV.PERF_START_AT ?? '');
  const trialUsers = Math.floor(Number(__ENV.PERF_TRIAL_USERS ?? ''));
  return {
    runDir: __ENV.PERF_RUN_DIR || null,
    runId: __ENV.PERF_RUN_ID || null,
    events: __ENV.PERF_EVENTS === '1',
    targetKind: __ENV.PERF_TARGET_KIND === 'embedded' ? 'embedded' : 'external',
    trialUsers: trialUsers > 0 ? trialUsers : null,
    generators: Math.max(1, Math.floor(Number(__ENV.PERF_GENERATORS ?? '')) || 1),
    segment: __ENV.PERF_SEGMENT || null,
    startsAt: startsAt > 0 ? startsAt : null,
    part: part === 'setup' || part === 'load' || part === 'repair' ? part : null,
    setupData: __ENV.PERF_SETUP_DATA || null,
    summaryToLog: __ENV.PERF_SUMMARY_TO_LOG === '1',
  };
}
