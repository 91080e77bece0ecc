/** What the exit code of k6 says. See k6's `errext/exitcodes`. */

export const K6_EXIT = {
  ok: 0,
  thresholdsFailed: 99,
  setupTimeout: 100,
  teardownTimeout: 101,
  invalidConfig: 104,
  externalAbort: 105,
  scriptException: 107,
  scriptAborted: 108,
  goPanic: 109,
  markedAsFailed: 110,
} as const;

/** How a k6 process ended. */
export interface K6Exit {
  /** Null where it was killed by a signal. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Exit codes after which what was measured is whole, as far as k6 is concerned. */
const COMPLETED: readonly (number | null)[] = [K6_EXIT.ok, K6_EXIT.thresholdsFailed, K6_EXIT.externalAbort];

/** Whether k6 came to the end that it meant to come to. */
export function k6Completed(code: number | null): boolean {
  return COMPLETED.includes(code);
}

/** In words, for codes that need them. */
export function describeK6Exit({ exitCode, signal }: K6Exit): string {
  switch (exitCode) {
    case null:
      return `k6 was killed (${signal ?? 'unknown signal'})`;
    case K6_EXIT.setupTimeout:
      return 'the set-up of the scenario took too long';
    case K6_EXIT.teardownTimeout:
      return 'the tear-down of the scenario took too long';
    case K6_EXIT.invalidConfig:
      return 'k6 refuses the configuration of the scenario';
    case K6_EXIT.scriptException:
      return 'the scenario failed before its load began';
    case K6_EXIT.scriptAborted:
    case K6_EXIT.markedAsFailed:
      return 'the scenario stopped the run';
    case K6_EXIT.goPanic:
      return 'k6 crashed';
    default:
      return `k6 ended with exit code ${exitCode}`;
  }
}

/** The text of a logfmt field such as `msg="…"`, unquoted. */
export function logField(line: string, field: string): string | null {
  const quoted = new RegExp(`(?:^|\\s)${field}="((?:[^"\\\\]|\\\\.)*)"`).exec(line);
  if (quoted !== null)
    return (quoted[1] ?? '').replace(/\\n/g, '\n').replace(/\\t/g, ' ').replace(/\\(.)/g, '$1');
  return new RegExp(`(?:^|\\s)${field}=(\\S+)`).exec(line)?.[1] ?? null;
}

const MAX_SHOWN_ERRORS = 5;

/**
 * The errors in k6's log, cleaned of stack frames and of where in the bundle they arose, each once, newest last.
 */
export function k6Errors(log: string): string[] {
  const errors: string[] = [];
  for (const line of log.split(/\r?\n/)) {
    const level = logField(line, 'level');
    const raw =
      level === 'error' || level === 'fatal' ? (logField(line, 'error') ?? logField(line, 'msg')) : null;
    if (raw === null) continue;
    const text = raw
      .split('\n')
      .filter((part) => part.trim() !== '' && !/^\s*at /.test(part))
      .join(' ')
      .replace(/\s+at .*$/s, '')
      .replace(/^(?:GoError|Error|Uncaught):?\s*/g, '')
      .replace(/^test aborted:\s*/i, '')
      .trim();
    if (text !== '' && !errors.includes(text)) errors.push(text);
  }
  return errors.slice(-MAX_SHOWN_ERRORS);
}
