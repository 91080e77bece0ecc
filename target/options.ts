import { parseArgs } from 'node:util';
import { isLikeName, LIKE, LIKE_NAMES } from './like.ts';
import { DEFECT_ENTRIES, type DefectName, defectOf, isDefectName, PARAM_DEFAULTS } from './planted/index.ts';
import type { PlantedConfig } from './planted/planted.ts';
import { type NumberOption, TARGET_TIMES } from './times.ts';

export interface TargetOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly workers: number;
  readonly tenants: number;
  readonly apiProcesses: number;
  readonly planted: PlantedConfig;
  /** Longest that `run_wait_result` waits, in milliseconds. */
  readonly waitTimeoutMs: number;
  readonly zombieTimeoutMs: number;
  readonly zombieCheckMs: number;
  readonly jobTimeoutMs: number;
  readonly poolWaitMs: number;
  readonly healthTimeoutMs: number;
  readonly pingMs: number;
  /** Each job in a process of its own. */
  readonly jobProcess: boolean;
  /** Token of a superadmin, who exists but cannot be used without it. */
  readonly adminToken: string | undefined;
  /** Kept after the target has stopped; without it the log goes with the run's folder. */
  readonly logFile: string | undefined;
  readonly databaseUrl: string | undefined;
}

export type ParsedOptions =
  | { readonly kind: 'options'; readonly options: TargetOptions }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

const NUMBERS = {
  port: { fallback: 0, min: 0, max: 65_535, help: 'port of the API, 0 for any free one' },
  workers: { fallback: 4, min: 0, max: 64, help: 'worker processes, each running one job at a time' },
  tenants: { fallback: 5, min: 1, max: 200, help: 'workspaces, each with a token of its own' },
  'api-processes': { fallback: 1, min: 1, max: 8, help: 'API processes on the same database' },
  'wait-timeout-ms': { fallback: 20_000, min: 100, max: 3_600_000, help: 'longest wait of run_wait_result' },
  'job-timeout-ms': { fallback: 300_000, min: 100, max: 3_600_000, help: 'longest run of a job' },
  ...TARGET_TIMES,
} as const satisfies Readonly<Record<string, NumberOption>>;

const TEXTS = {
  host: 'address to listen on (default 127.0.0.1)',
  'admin-token': 'token of a superadmin (default: nobody has one)',
  'log-file': 'where to keep the log (default: removed at the end)',
} as const;

type NumberName = keyof typeof NUMBERS;

export function helpText(): string {
  const line = (name: string, text: string) => `  ${name.padEnd(30)}${text}`;
  return [
    'Usage: npm run target -- [options]',
    '',
    ...Object.entries(NUMBERS).map(([name, { help, fallback }]) =>
      line(`--${name} N`, `${help} (default ${fallback})`),
    ),
    ...Object.entries(TEXTS).map(([name, help]) => line(`--${name} TEXT`, help)),
    line('--like NAME', `plants every weakness of a system: ${LIKE_NAMES.join(', ')}`),
    line('--job-process', 'runs each job in a process of its own, as Windmill does, not in a thread'),
    line('--defect NAME', 'plants a defect; repeatable'),
    line('--defect-param NAME=VALUE', 'sets a parameter of a planted defect; repeatable'),
    '',
    'Defects:',
    ...targetDefects().map((name) => line(name, defectOf(name).description)),
    '',
    'Defect parameters:',
    ...[...PARAM_DEFAULTS].map(([name, fallback]) => line(name, `default ${fallback}`)),
    '',
    'DATABASE_URL uses a Postgres of yours: a database is created in it, and dropped at the end.',
  ].join('\n');
}

function targetDefects(): DefectName[] {
  return DEFECT_ENTRIES.flatMap(([name, { plants }]) => (plants === 'selftest' ? [] : [name]));
}

/** Reads the command line and the environment; all mistakes at once. */
export function parseOptions(argv: readonly string[], env: NodeJS.ProcessEnv): ParsedOptions {
  const mistakes: string[] = [];
  const { args, params } = splitDefectParams(argv);
  let values: Record<string, string | boolean | (string | boolean)[] | undefined>;
  try {
    values = parseArgs({ args, options: optionTypes(), strict: true }).values;
  } catch (error) {
    return { kind: 'mistakes', mistakes: [(error as Error).message] };
  }
  if (values.help === true) return { kind: 'help', text: helpText() };
  const number = (name: NumberName) => readNumber(name, values[name], mistakes);
  const text = (name: keyof typeof TEXTS | 'like') =>
    typeof values[name] === 'string' ? values[name] : undefined;
  const planted: PlantedConfig = {
    names: [
      ...new Set(
        [...readLike(text('like'), mistakes), ...readDefects(asTexts(values.defect), mistakes)].flatMap(
          withOthers,
        ),
      ),
    ],
    params: readParams([...params, ...asTexts(values['defect-param'])], mistakes),
  };
  const options: TargetOptions = {
    host: text('host') ?? '127.0.0.1',
    port: number('port'),
    workers: number('workers'),
    tenants: number('tenants'),
    apiProcesses: number('api-processes'),
    planted,
    waitTimeoutMs: number('wait-timeout-ms'),
    zombieTimeoutMs: number('zombie-timeout-ms'),
    zombieCheckMs: number('zombie-check-ms'),
    jobTimeoutMs: number('job-timeout-ms'),
    poolWaitMs: number('pool-wait-ms'),
    healthTimeoutMs: number('health-timeout-ms'),
    pingMs: number('ping-ms'),
    jobProcess: values['job-process'] === true,
    adminToken: text('admin-token'),
    logFile: text('log-file'),
    databaseUrl: readDatabaseUrl(env.DATABASE_URL, mistakes),
  };
  return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'options', options };
}

function optionTypes() {
  const single = { type: 'string' } as const;
  const names = [...Object.keys(NUMBERS), ...Object.keys(TEXTS)];
  return {
    ...Object.fromEntries(names.map((name) => [name, single])),
    like: single,
    defect: { type: 'string', multiple: true },
    'defect-param': { type: 'string', multiple: true },
    'job-process': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
}

const asTexts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** `--defect-NAME VALUE` and `--defect-NAME=VALUE` are short for `--defect-param NAME=VALUE`. */
function splitDefectParams(argv: readonly string[]): { args: string[]; params: string[] } {
  const args: string[] = [];
  const params: string[] = [];
  for (let i = 0; i < argv.length; i += 1) {
    const arg = argv[i] ?? '';
    const match = /^--defect-(?!param(?:=|$))([\w-]+)(?:=(.*))?$/.exec(arg);
    if (match === null) args.push(arg);
    else if (match[2] !== undefined) params.push(`${match[1]}=${match[2]}`);
    else {
      i += 1;
      params.push(`${match[1]}=${argv[i] ?? ''}`);
    }
  }
  return { args, params };
}

function readNumber(name: NumberName, value: unknown, mistakes: string[]): number {
  const { fallback, min, max } = NUMBERS[name];
  if (value === undefined) return fallback;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  mistakes.push(`--${name} ${String(value)}: not a whole number from ${min} to ${max}`);
  return fallback;
}

function readLike(name: string | undefined, mistakes: string[]): readonly DefectName[] {
  if (name === undefined || name === '') return [];
  if (isLikeName(name)) return LIKE[name];
  mistakes.push(`--like ${name}: not one of ${LIKE_NAMES.join(', ')}`);
  return [];
}

function readDefects(names: readonly string[], mistakes: string[]): DefectName[] {
  const valid = targetDefects();
  return names.filter((name): name is DefectName => {
    if (isDefectName(name) && valid.includes(name)) return true;
    mistakes.push(`--defect ${name}: not one of ${valid.join(', ')}`);
    return false;
  });
}

/** A defect and those that are planted with it. */
function withOthers(name: DefectName): DefectName[] {
  return [name, ...(defectOf(name).with ?? []).filter(isDefectName)];
}

function readParams(pairs: readonly string[], mistakes: string[]): Record<string, number> {
  const params: Record<string, number> = {};
  for (const pair of pairs) {
    const [name = '', value = ''] = pair.split('=');
    if (!PARAM_DEFAULTS.has(name)) {
      mistakes.push(`--defect-param ${pair}: not one of ${[...PARAM_DEFAULTS.keys()].join(', ')}`);
    } else if (!/^\d+(\.\d+)?$/.test(value)) mistakes.push(`--defect-param ${pair}: not a number`);
    else params[name] = Number(value);
  }
  return params;
}

function readDatabaseUrl(value: string | undefined, mistakes: string[]): string | undefined {
  if (value === undefined || value === '') return undefined;
  // The value may hold a password: it is not repeated.
  const valid = URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
  if (!valid) mistakes.push('DATABASE_URL: not a URL such as postgres://user:password@host:5432/database');
  return value;
}
