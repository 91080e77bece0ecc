/** The command line of a recording. */
import { integer, number, type Parser, text } from '../../lib/settings/parsers.ts';
import { UsageError } from '../lib/errors.ts';

export interface RecordArguments {
  readonly days: number;
  readonly out: string;
  readonly maxRequests: number;
  readonly pauseMs: number;
  readonly force: boolean;
}

export const RECORD_HELP = `npm run workload:record: a workload file from the jobs that a system has completed

  --days N           how far back, .01 to 90; default 7
  --out FILE         default workload.yaml; FILE.state.json beside it holds what was read until the end
  --max-requests N   requests to the system, of 1000 jobs each; default 500. Where more are needed, the same command goes on
  --pause-ms N       pause before each request; default 100
  --force            write over a file that is there

The system is that of WM_BASE_URL, with WM_TENANTS (or WM_TENANT_A/_B and WM_TOKEN_A/_B, or WM_WORKSPACE and WM_TOKEN);
PERF_ALLOWED_HOSTS must name its host, unless it is loopback. A token sees the jobs that its user may see. It reads
lists of completed jobs and nothing else, and keeps names of scripts, counts by hour, times and failures: no arguments, no
results, no names of people.

Exit code: 0 written, 2 a mistake in what was given, 3 the system did not answer, 4 not all was read, or there was nothing.`;

const FLAGS: Readonly<Record<string, Parser<number | string>>> = {
  '--days': number(0.01, 90),
  '--out': text,
  '--max-requests': integer(1, 100_000),
  '--pause-ms': integer(0, 60_000),
};

/** Null: help was asked for. Throws UsageError with all mistakes at once. */
export function readRecordArguments(args: readonly string[]): RecordArguments | null {
  if (args.includes('--help') || args.includes('-h')) return null;
  const values = new Map<string, number | string>();
  const problems: string[] = [];
  let force = false;
  for (let index = 0; index < args.length; index += 1) {
    const [word = '', inline] = (args[index] ?? '').split(/=(.*)/s, 2);
    const parser = Object.hasOwn(FLAGS, word) ? FLAGS[word] : undefined;
    if (word === '--force') force = true;
    else if (parser === undefined) problems.push(`unknown argument ${word} (--help lists them)`);
    else {
      let raw = inline;
      if (raw === undefined && args[index + 1]?.startsWith('--') === false) {
        index += 1;
        raw = args[index];
      }
      const parsed = parser(raw ?? '');
      if (raw === undefined || raw === '') problems.push(`${word} needs a value`);
      else if (parsed.ok) values.set(word, parsed.value);
      else problems.push(`${word} is ${JSON.stringify(raw)}, must be ${parsed.expected}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  return {
    days: Number(values.get('--days') ?? 7),
    out: String(values.get('--out') ?? 'workload.yaml'),
    maxRequests: Number(values.get('--max-requests') ?? 500),
    pauseMs: Number(values.get('--pause-ms') ?? 100),
    force,
  };
}
