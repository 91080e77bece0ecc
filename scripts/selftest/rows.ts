/** The rows of the self-test: every planted defect against its scenario, and the healthy target against each. */
import { isUntimed, type ScenarioName } from '../../scenarios/index.ts';
import { LIKE_NAMES, LIKE_VERDICTS, type LikeName } from '../../target/like.ts';
import { type CaughtBy, DEFECT_ENTRIES, type DefectName } from '../../target/planted/index.ts';

export interface SelftestRow {
  /** Null: the healthy target. */
  readonly defect: DefectName | null;
  /** A system that the target is like; null: none. */
  readonly like: LikeName | null;
  readonly scenario: ScenarioName;
  /** Null: the run must pass. */
  readonly caughtBy: CaughtBy | null;
  readonly plantedBy: 'target' | 'selftest';
  /** The resource that the details must name as what saturates; null: whatever they say. */
  readonly saturates: string | null;
  /** Settings of the run beside those of the profile, by environment name. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Settings with which the healthy target must pass as well. */
const ALSO_HEALTHY: readonly Pick<SelftestRow, 'scenario' | 'settings'>[] = [
  // Two tenants are all that Windmill's community edition has.
  { scenario: 'multitenant', settings: { TENANTS: '2' } },
  // A pass says that the worker died, and that its job was run again. Windmill's minute and a half is shortened.
  {
    scenario: 'duplicate-webhooks',
    settings: {
      CRASH_KILLS: 'worker',
      EMBEDDED_ZOMBIE_TIMEOUT_MS: '2000',
      EMBEDDED_ZOMBIE_CHECK_MS: '500',
    },
  },
];

/**
 * Users of the planted rows hurry, so that seconds leave enough samples; the healthy ones take the load of the profile
 * but for one.
 */
const HURRIED: Readonly<Partial<Record<ScenarioName, Readonly<Record<string, string>>>>> = {
  baseline: { THINK_TIME: '0.1-0.3' },
  normal: { THINK_TIME: '0.1-0.3' },
  high: { THINK_TIME: '0.5-1' },
  burst: { THINK_TIME: '0.5-1' },
  soak: { THINK_TIME: '0.2-0.8' },
  'db-outage': { USERS: '8', THINK_TIME: '0.25' },
};

/** Half a minute tells a recovery to the second only from more jobs a second than the profile sends. */
const HEALTHY: typeof HURRIED = { 'db-outage': HURRIED['db-outage'] ?? {} };

/** Rows for the scenarios that there are; the healthy ones first, since nothing counts while they fail. */
export function selftestRows(scenarios: readonly ScenarioName[]): SelftestRow[] {
  const healthy = [
    ...scenarios.map((scenario) => ({ scenario, settings: HEALTHY[scenario] ?? {} })),
    ...ALSO_HEALTHY.filter(({ scenario }) => scenarios.includes(scenario)),
  ].map(({ scenario, settings }) => ({
    defect: null,
    like: null,
    scenario,
    caughtBy: null,
    plantedBy: 'target' as const,
    saturates: null,
    settings,
  }));
  const planted = DEFECT_ENTRIES.flatMap(([name, entry]) => {
    const plantedBy: SelftestRow['plantedBy'] = entry.plants === 'selftest' ? 'selftest' : 'target';
    const defect = { defect: name, like: null, plantedBy };
    return [
      {
        ...defect,
        scenario: entry.scenario,
        caughtBy: entry.caughtBy ?? null,
        saturates: entry.saturates ?? null,
        settings: { ...HURRIED[entry.scenario], ...entry.settings },
      },
      ...(entry.alsoOn ?? []).map(({ scenario, caughtBy, settings = {} }) => ({
        ...defect,
        scenario,
        caughtBy,
        saturates: null,
        settings: { ...HURRIED[scenario], ...settings },
      })),
    ];
  });
  const like = LIKE_NAMES.flatMap((name) =>
    LIKE_VERDICTS[name].map(({ scenario, caughtBy, settings = {} }) => ({
      defect: null,
      like: name,
      scenario,
      caughtBy,
      plantedBy: 'target' as const,
      saturates: null,
      settings: { ...settings, EMBEDDED_LIKE: name },
    })),
  );
  return [...healthy, ...planted, ...like];
}

/** What is planted, in a word. */
export function plantedName({ defect, like }: SelftestRow): string {
  return defect ?? (like === null ? '(healthy)' : `like ${like}`);
}

/** All criteria that must fail, or all checks that must discard. */
export function criteriaOf({ id, and = [] }: CaughtBy): readonly string[] {
  return [id, ...and];
}

/** What a row demands, in words. */
export function expectation({ caughtBy, saturates }: SelftestRow): string {
  const named = saturates === null ? '' : `, saturates: ${saturates}`;
  if (caughtBy === null) return `pass${named}`;
  const word = caughtBy.kind === 'validity' ? 'discarded' : 'fail';
  return `${word}: ${criteriaOf(caughtBy).join(', ')}${named}`;
}

/** Untimed rows are run this many at once. */
const AT_ONCE = 2;

/** The rows in the order in which they run, those that run at the same moment together. */
export function batches(rows: readonly SelftestRow[]): readonly (readonly SelftestRow[])[] {
  const made: SelftestRow[][] = [];
  for (const row of rows) {
    const last = made.at(-1);
    const joins =
      last !== undefined &&
      last.length < AT_ONCE &&
      [row, ...last].every(({ scenario, plantedBy }) => isUntimed(scenario) && plantedBy === 'target');
    if (joins) last.push(row);
    else made.push([row]);
  }
  return made;
}
