import type { ComparisonEffect, ComparisonStatus } from '../compare/types.ts';

const runs = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`;

export const compare = {
  title: 'Comparison of runs',
  status: {
    'not-comparable': 'NOT COMPARABLE',
    'not-enough': 'NO VERDICT',
    'no-regression': 'NO REGRESSION',
    regression: 'REGRESSION',
  } satisfies Record<ComparisonStatus, string>,
  sentence: {
    notComparable: (count: number) =>
      `The runs were made under different conditions (${count} ${count === 1 ? 'field differs' : 'fields differ'}), so their figures do not compare.`,
    notEnough: (a: number, b: number, needed: number) =>
      `${runs(a)} against ${runs(b)}: not enough runs to call a verdict, which takes ${needed} a side. The differences below may be chance.`,
    /** Usable runs of those given, on each side: `5/11`. */
    mostlyLeftOut: (a: string, b: string) =>
      `${a} runs against ${b}: most of a set was discarded, and what is left was picked by what discarded the others. No verdict.`,
    noRegression: (a: number, b: number) =>
      `${runs(a)} against ${runs(b)}: no figure became worse beyond chance.`,
    regression: (count: number, a: number, b: number) =>
      `${runs(a)} against ${runs(b)}: ${count} ${count === 1 ? 'figure' : 'figures'} became worse.`,
    oneSided: (figures: string) => `Measured on one side only, so nothing can be said of: ${figures}`,
    notUsable: (ids: string) => `Left out, because their own validity does not hold: ${ids}`,
  },
  sideA: 'A (before)',
  sideB: 'B (after)',
  figures: 'Figures, largest change first',
  metric: 'Figure',
  change: 'Change',
  shift: (confidence: string) => `Shift (${confidence} interval)`,
  pValue: 'p',
  samples: 'n',
  effect: 'Effect',
  effectNames: {
    improvement: 'better',
    regression: 'worse',
    none: 'no difference beyond chance',
    'no-verdict': 'no verdict',
  } satisfies Record<ComparisonEffect, string>,
  better: { lower: 'lower is better', higher: 'higher is better' },
  differsIn: 'Conditions that differ',
  subject: 'What was compared',
  field: 'Field',
  missing: 'not given',
  allowHint: (fields: string) => `If the difference is what you want to measure: --allow ${fields}`,
  dropped: (count: number, share: string) =>
    `${count} ${count === 1 ? 'figure' : 'figures'} that changed by less than ${share} left out.`,
  nothingLeft: 'No figure changed enough to be shown.',
  verdictsA: 'Verdicts in A',
  verdictsB: 'Verdicts in B',
  metricNames: {
    'job-p50': 'Job latency p50',
    'job-p95': 'Job latency p95',
    'job-p99': 'Job latency p99',
    'request-p95': 'Request latency p95',
    'error-share': 'Failed share',
    'job-rate': 'Jobs completed per second',
    cpu: 'CPU of the target',
    memory: 'Memory of the target',
    'max-users': 'Highest number of users that was good',
    'peak-jobs': 'Peak throughput',
    'detect-time': 'Time to detect',
    'recover-time': 'Time to recover',
    'neighbour-ratio': 'p95 beside a noisy tenant over quiet',
    fairness: 'Jain’s fairness index',
  },
  method: (alpha: string, share: string) =>
    `Exact Mann–Whitney test on one figure a run, p < ${alpha}, and a Hodges–Lehmann shift of at least ${share}.`,
  errors: {
    usage:
      'Usage: npm run compare -- A B            run folders, result.json files, or folders that hold a set of runs\n' +
      '       npm run compare -- --a R1 R2 … --b R3 R4 …\n' +
      'Options: --lang en|es · --markdown FILE (write the comparison there too) · --allow FIELD,FIELD (may differ; release: what a release changes)\n' +
      'Exit code: 0 no regression · 1 regression · 2 usage · 4 not comparable, or not enough runs',
    twoSides: 'Two sides are needed: what was before (A) and what is after (B).',
    missingValue: (flag: string) => `${flag} needs a value.`,
    unknownFlag: (flag: string) => `Unknown option ${flag}.`,
    noResult: (path: string) => `${path}: there is no such file or folder.`,
    noRuns: (path: string) => `${path}: holds no run (a run folder has a result.json).`,
    notAResult: (path: string, where: string) => `${path}: is not a result of this suite (${where}).`,
    sameRun: (runId: string) => `Run ${runId} stands more than once; a run counts once.`,
  },
};

/** The words of a comparison. */
export type CompareMessages = typeof compare;
