import type { RunEvent } from '../../lib/summary-types.ts';

const FIELD = 'msg="';

/** Escapes of Go's quoted strings that JSON does not know. */
function goEscapesToJson(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|([av])|(.))/gs,
    (whole, byte, rune, control) => {
      if (typeof byte === 'string') return `\\u00${byte}`;
      if (typeof rune === 'string') {
        const code = Number.parseInt(rune, 16);
        return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\\ufffd';
      }
      if (typeof control === 'string') return control === 'a' ? '\\u0007' : '\\u000b';
      return whole;
    },
  );
}

function unquote(text: string): string | null {
  for (const candidate of [text, goEscapesToJson(text)]) {
    try {
      const value: unknown = JSON.parse(`"${candidate}"`);
      if (typeof value === 'string') return value;
    } catch {
      // The next spelling is tried.
    }
  }
  return null;
}

/** The quoted message of a logfmt line; null where there is none or the line ends inside of it. */
function messageOf(line: string): string | null {
  const start = line.indexOf(FIELD);
  if (start < 0) return null;
  for (let index = start + FIELD.length; index < line.length; index += 1) {
    const character = line[index];
    if (character === '\\') index += 1;
    else if (character === '"') return unquote(line.slice(start + FIELD.length, index));
  }
  return null;
}

function isRunEvent(value: unknown): value is RunEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { event, t } = value as Readonly<Record<string, unknown>>;
  return typeof event === 'string' && typeof t === 'number' && Number.isFinite(t);
}

/**
 * The event in one line of k6's `--console-output`: logfmt with the JSON quoted in `msg`, or the JSON alone. Null for
 * anything else, such as other console output or a line that was cut off.
 */
export function parseEventLine(line: string): RunEvent | null {
  const json = line.startsWith('{') ? line : messageOf(line);
  if (json === null || !json.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(json);
    return isRunEvent(value) ? value : null;
  } catch {
    return null;
  }
}
