/** The command line of a plan. */
import { LANGUAGES, type Language } from '../../lib/i18n/types.ts';
import { duration, integer, type Parser } from '../../lib/settings/parsers.ts';
import { SETTINGS } from '../../lib/settings/table.ts';
import { reportMessages } from '../../reports/i18n/index.ts';
import { UsageError } from '../lib/errors.ts';

export interface PlanArguments {
  readonly language: Language;
  readonly workload: string | null;
  readonly client: string | null;
  readonly results: readonly string[];
  readonly workers: number | null;
  /** s. */
  readonly overhead: number | null;
  /** s. */
  readonly maxWait: number;
  readonly upTo: number | null;
  readonly seed: number;
  readonly out: string | null;
  readonly json: boolean;
}

const DEFAULT_MAX_WAIT = 10;
const VALUED = [
  '--client',
  '--results',
  '--workers',
  '--overhead',
  '--max-wait',
  '--clients',
  '--seed',
  '--out',
  '--lang',
] as const;
type Flag = (typeof VALUED)[number];

const isFlag = (word: string): word is Flag => (VALUED as readonly string[]).includes(word);

/** Null: help was asked for. Throws UsageError with all mistakes at once. */
export function readPlanArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): PlanArguments | null {
  if (args.includes('--help') || args.includes('-h')) return null;
  const values = new Map<Flag, string[]>();
  const files: string[] = [];
  const unknown: string[] = [];
  const missing: string[] = [];
  let json = false;
  for (let index = 0; index < args.length; index += 1) {
    const [word = '', inline] = (args[index] ?? '').split(/=(.*)/s, 2);
    if (word === '--json') json = true;
    else if (isFlag(word)) {
      let value = inline;
      if (value === undefined && args[index + 1]?.startsWith('--') === false) {
        index += 1;
        value = args[index];
      }
      if (value === undefined || value.trim() === '') missing.push(word);
      else values.set(word, [...(values.get(word) ?? []), value.trim()]);
    } else if (word.startsWith('-')) unknown.push(word);
    else files.push(args[index] ?? '');
  }
  const last = (flag: Flag): string | null => values.get(flag)?.at(-1) ?? null;
  const wanted = last('--lang') ?? (environment[SETTINGS.reportLang.env]?.trim() || 'en');
  const language = LANGUAGES.find((name) => name === wanted) ?? 'en';
  const { errors } = reportMessages(language).plan;
  const problems = [
    ...unknown.map((flag) => errors.unknownFlag(flag)),
    ...missing.map((flag) => errors.missingValue(flag)),
  ];
  const read = <T>(flag: Flag, parser: Parser<T>): T | null => {
    const raw = last(flag);
    if (raw === null) return null;
    const parsed = parser(raw);
    if (parsed.ok) return parsed.value;
    problems.push(errors.badValue(flag, JSON.stringify(raw), parsed.expected));
    return null;
  };
  if (!LANGUAGES.some((name) => name === wanted)) {
    const source = last('--lang') === null ? SETTINGS.reportLang.env : '--lang';
    problems.push(errors.badValue(source, JSON.stringify(wanted), LANGUAGES.join(', ')));
  }
  if (files.length > 1) problems.push(errors.oneWorkload(files.length));
  const result: PlanArguments = {
    language,
    workload: files[0] ?? null,
    client: last('--client'),
    results: values.get('--results') ?? [],
    workers: read('--workers', integer(1, 2000)),
    overhead: read('--overhead', duration(0, 3600)),
    maxWait: read('--max-wait', duration(0.001, 86_400)) ?? DEFAULT_MAX_WAIT,
    upTo: read('--clients', integer(1, 10_000)),
    seed: read('--seed', integer(0, 2_147_483_647)) ?? 1,
    out: last('--out'),
    json,
  };
  if (problems.length > 0) throw new UsageError(problems);
  return result;
}
