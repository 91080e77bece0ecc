import { execFileSync } from 'node:child_process';

/** Version of the k6 that the end-to-end tests run, or why there is none. */
function lookForK6(): { readonly version: string } | { readonly reason: string } {
  try {
    const line = execFileSync(process.env.K6_BIN || 'k6', ['version'], { encoding: 'utf8', timeout: 20_000 });
    return { version: line.trim() };
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    return { reason: code === 'ENOENT' ? 'no k6 on PATH' : `k6 cannot be run (${String(code)})` };
  }
}

const found = lookForK6();

if ('reason' in found && process.env.REQUIRE_K6 === '1') {
  throw new Error(`REQUIRE_K6=1, but there is ${found.reason}`);
}

/** Whether tests that run the real k6 can run; where they cannot, REQUIRE_K6=1 has failed the file already. */
export const hasK6 = 'version' in found;

/** Appended to the name of a group of tests, so that skipped ones are reported with the reason. */
export const k6Note = 'reason' in found ? ` (skipped: ${found.reason})` : '';
