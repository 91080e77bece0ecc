import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { FlowValue } from '../worker/flow/value.ts';

export interface Fixture {
  /** Windmill path, such as `f/perf/echo`. */
  readonly path: string;
  readonly content: string;
}

export interface FlowFixture {
  readonly path: string;
  /** Its folder, as the command-line client reads it. */
  readonly folder: string;
  readonly summary: string;
  readonly description: string;
  readonly value: FlowValue;
  readonly schema: unknown;
}

/** What the command-line client calls the folder of a flow, and the file in it that says what it consists of. */
export const FLOW_FOLDER = '.flow';
const FLOW_FILE = 'flow.yaml';

const filesIn = (fixturesDir: string): readonly string[] =>
  readdirSync(fixturesDir, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .sort();

/** The scripts under the fixtures folder; a file's place in it is the script's path. */
export function readFixtures(fixturesDir: string): Fixture[] {
  return filesIn(fixturesDir)
    .filter((file) => /^[fu]\/[^.]+\.ts$/.test(file))
    .map((file) => ({
      path: file.slice(0, -'.ts'.length),
      content: readFileSync(path.join(fixturesDir, file), 'utf8'),
    }));
}

/** The flows under the fixtures folder, each with the scripts that stand beside it written into it. */
export function readFlows(fixturesDir: string): FlowFixture[] {
  return filesIn(fixturesDir)
    .filter((file) => file.endsWith(`${FLOW_FOLDER}/${FLOW_FILE}`))
    .map((file) => {
      const folder = path.join(fixturesDir, path.dirname(file));
      const inline = {
        tag: '!inline',
        resolve: (name: string) => readFileSync(path.join(folder, name), 'utf8'),
      };
      const text = readFileSync(path.join(fixturesDir, file), 'utf8');
      const flow = parse(text, { customTags: [inline] }) as Omit<FlowFixture, 'path' | 'folder'>;
      return { ...flow, folder, path: file.slice(0, -`${FLOW_FOLDER}/${FLOW_FILE}`.length) };
    });
}
