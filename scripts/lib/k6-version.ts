import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface K6Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** As k6 says it, e.g. `v1.8.1`. */
  readonly text: string;
}

/** The oldest k6 of the v1 line that has all that the bundles use. */
const OLDEST_V1_MINOR = 3;

/** What the suite runs on, in words. */
export const SUPPORTED_K6 = `k6 v1.${OLDEST_V1_MINOR} or newer, or k6 v2`;

/**
 * The version in the first line of `k6 version`. A build from source has none (`v(devel)`, `v0.0.0+dirty`): it is
 * returned with the numbers at zero and counts as the user's own choice. k6 begins the line with the name of its file,
 * which for a build with extensions is often another, such as `k6-disruptor`.
 */
export function parseK6Version(output: string): K6Version | null {
  const match = /^k6[\w.-]*\s+v?(\((?:devel|unknown)\)|(\d+)\.(\d+)\.(\d+)\S*)/m.exec(output);
  if (match === null) return null;
  const text = match[1] ?? '';
  return {
    major: Number(match[2] ?? 0),
    minor: Number(match[3] ?? 0),
    patch: Number(match[4] ?? 0),
    text: text.startsWith('(') ? text.slice(1, -1) : `v${text}`,
  };
}

/** Why this version cannot be used, or null. `needsV1`: the bundle contains xk6-disruptor, which has no v2. */
export function versionProblem(version: K6Version, needsV1 = false): string | null {
  const { major, minor, text } = version;
  const fromSource = text === 'devel' || text === 'unknown';
  if (fromSource) return null;
  if (major === 0 || (major === 1 && minor < OLDEST_V1_MINOR))
    return `is ${text}, too old: needs ${SUPPORTED_K6}`;
  if (major > 2) return `is ${text}, which the suite does not know: needs ${SUPPORTED_K6}`;
  if (needsV1 && major === 2)
    return `is ${text}, but FAULT_BACKEND=kubernetes needs xk6-disruptor, which exists for k6 v1 only`;
  return null;
}

/** Runs `<k6> version`. Throws what `execFile` throws where it cannot be run, or an Error where it is no k6. */
export async function readK6Version(path: string): Promise<K6Version> {
  const { stdout } = await promisify(execFile)(path, ['version'], { timeout: 20_000, windowsHide: true });
  const version = parseK6Version(stdout);
  if (version === null) throw new Error('does not answer `version` as k6 does');
  return version;
}
