import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Fixture {
  /** Windmill path, such as `f/perf/echo`. */
  readonly path: string;
  readonly content: string;
}

/** The scripts under the fixtures folder; a file's place in it is the script's path. */
export function readFixtures(fixturesDir: string): Fixture[] {
  return readdirSync(fixturesDir, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /^[fu]\/.+\.ts$/.test(file) && !file.endsWith('.test.ts'))
    .sort()
    .map((file) => ({
      path: file.slice(0, -'.ts'.length),
      content: readFileSync(path.join(fixturesDir, file), 'utf8'),
    }));
}
