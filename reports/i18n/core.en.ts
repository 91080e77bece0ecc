import type { Details, ValidityVerdict } from '../result-schema.ts';

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const report = {
  suite: 'AutWinmill performance',
  documentTitle: (scenario: string, runId: string) => `${scenario} · ${runId} · AutWinmill performance`,
  noSamples: 'no samples',
  units: {
    user: 'user',
    users: 'users',
    /** `1.6 of 2 cores`; `of` null: how many there are is not known. */
    cores: (used: string, of: string | null) => (of === null ? `${used} cores` : `${used} of ${of} cores`),
    /** Units that need a word in this language; any other is printed as the result names it. */
    named: {
      jobs: 'jobs',
      'jobs/s': 'jobs/s',
      'requests/s': 'requests/s',
      'ms/h': 'ms/h',
      'MB/h': 'MB/h',
      '%/h': '%/h',
      '1/h': 'per hour',
      'jobs/s/h': 'jobs/s per hour',
    },
  },
  profile: { smoke: 'smoke (seconds)', short: 'short (minutes)', full: 'full length' },
  scenarioLine: {
    load: 'How the system answers at this load',
    stress: 'How many users it takes, and what gives way first',
    soak: 'Whether it leaks or slows down as time passes',
    multitenant: 'Whether one client sees or feels another',
    'db-outage': 'What happens when Postgres goes and comes back',
    'api-latency': 'Whether a slow third party stays contained',
    'duplicate-webhooks': 'Whether a repeated event takes effect once',
    security: 'Whether anything is exposed',
  } satisfies Record<Details['kind'], string>,
  duration: 'duration',
  started: 'started',
  headings: {
    believe: 'Can this run be believed?',
    answer: 'The answer',
    decision: 'Criteria',
    failures: 'What did not pass, and where to look next',
    comparison: 'Compared with the baseline',
    charts: 'Charts',
    notEstablished: 'What this run did not establish',
    fingerprint: 'Fingerprint: what was tested, how, and from where',
    figures: 'Figures',
    tables: 'All figures',
  },
  believe: {
    /** One sentence on what the validity means for the reader. */
    sentence: {
      valid: 'Every check on the measurement itself held: the figures describe the target.',
      discarded: 'Do not use these figures: something other than the target shaped them.',
      unknown: 'Whether these figures describe the target is not known. Do not decide from them alone.',
    } satisfies Record<ValidityVerdict, string>,
    passed: (passed: number, total: number) => `${passed} of ${plural(total, 'check', 'checks')} held`,
    noChecks: 'No check of the measurement was made.',
    allChecks: 'All checks of the measurement',
  },
  /** Said beside the verdict of a run that may not be believed. */
  notToBeUsed: 'not to be relied on: see above',
  columns: {
    check: 'Check',
    criterion: 'Criterion',
    observed: 'Observed',
    limit: 'Limit',
    observedAndLimit: 'Observed (limit)',
    interval: '95 % interval',
    samples: 'n',
    verdict: 'Verdict',
    evidence: 'Evidence',
    detail: 'Detail',
    setting: 'Field',
    value: 'Value',
  },
  /** What figures of all of a run are of. */
  wholeRun: 'whole run',
  missed: (missed: number, open: number, total: number) => {
    const parts: string[] = [];
    if (missed > 0) parts.push(`${missed} of ${plural(total, 'criterion', 'criteria')} missed`);
    if (open > 0) parts.push(`${open} of ${plural(total, 'criterion', 'criteria')} undecided`);
    if (total === 1 && parts.length === 0) return 'the one criterion is met';
    return parts.length > 0 ? parts.join(', ') : `all ${plural(total, 'criterion', 'criteria')} met`;
  },
  observedAgainst: (observed: string, limit: string, samples: string) =>
    `${observed}, limit ${limit}, n = ${samples}`,
  /** `share`: how far a merged percentile may be off. */
  inRank: (share: string) => `±${share} in rank`,
  intervalOf: (low: string, high: string) => `${low} to ${high}`,
  nextLabel: 'Look next',
  nothingOpen: 'Nothing was noted as left open.',
  moreCriteria: (count: number) => `${plural(count, 'more criterion', 'more criteria')}`,
  moreRows: (count: number) => `${plural(count, 'more row', 'more rows')} in result.json`,
  everyRow: (seconds: string) => `Each row covers ${seconds}: means of rates and shares, highest latency.`,
  tableBehind: 'The figures behind this chart',
  fingerprintParts: {
    target: 'Target',
    engine: 'Load engine',
    generator: 'Generator machine',
    settings: 'Settings',
    revision: 'Revision of the suite',
    seed: 'Seed',
    suiteVersion: 'Version of the suite',
    runId: 'Run',
  },
  none: 'none',
  skipToContent: 'Skip to the answer',
  junit: { validity: 'validity', criteria: 'criteria', run: 'the run as a whole' },
  annotationsLeft: (count: number) => `${plural(count, 'more problem', 'more problems')}: see the report`,
};

/** The words of the report itself. */
export type CoreMessages = typeof report;
