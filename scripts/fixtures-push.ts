/**
 * Deploys the fixtures, unchanged, to a Windmill workspace with Windmill's own command-line client:
 * `WM_BASE_URL=… WM_TOKEN=… WM_WORKSPACE=… npm run fixtures:push`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { config as readDotEnv } from 'dotenv';
import { isAllowedHost, baseUrl as parseBaseUrl, parseHttpUrl } from '../lib/settings/hosts.ts';
import { type Fixture, readFixtures } from '../target/supervisor/fixtures.ts';
import { EXIT } from './lib/exit-codes.ts';

interface Destination {
  /** Without `/api`. */
  readonly baseUrl: string;
  readonly token: string;
  readonly workspace: string;
}

const FOLDER = 'perf';
const CLI_TIMEOUT_MS = 120_000;

/** Where to deploy to, or every mistake in the environment. */
export function readDestination(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; destination: Destination } | { ok: false; problems: string[] } {
  const problems: string[] = [];
  const value = (name: string) => {
    const text = env[name]?.trim() ?? '';
    if (text === '') problems.push(`${name} is not set`);
    return text;
  };
  const url = value('WM_BASE_URL');
  const token = value('WM_TOKEN');
  const workspace = value('WM_WORKSPACE');
  const parsed = parseBaseUrl(url);
  if (url !== '' && !parsed.ok) problems.push(`WM_BASE_URL is "${url}": expected ${parsed.expected}`);
  const host = parsed.ok ? parseHttpUrl(parsed.value) : null;
  const allowed = (env.PERF_ALLOWED_HOSTS ?? '').split(',').map((entry) => entry.trim());
  if (host !== null && !isAllowedHost(host, allowed)) {
    problems.push(
      `WM_BASE_URL names the host ${host.host}, which is not loopback: name it in PERF_ALLOWED_HOSTS to deploy to it`,
    );
  }
  if (problems.length > 0 || !parsed.ok) return { ok: false, problems };
  return { ok: true, destination: { baseUrl: parsed.value, token, workspace } };
}

/** The client's project folder: the fixtures as they are, and the least configuration it asks for. */
function writeProject(folder: string, fixtures: readonly Fixture[]): void {
  writeFileSync(path.join(folder, 'wmill.yaml'), 'defaultTs: bun\n');
  for (const { path: scriptPath, content } of fixtures) {
    const file = path.join(folder, `${scriptPath}.ts`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeFileSync(path.join(folder, 'f', FOLDER, 'folder.meta.yaml'), `display_name: ${FOLDER}\n`);
}

class WmillClient {
  readonly #destination: Destination;
  readonly #folder: string;
  readonly #program = createRequire(import.meta.url).resolve('windmill-cli');

  constructor(destination: Destination, folder: string) {
    this.#destination = destination;
    this.#folder = folder;
  }

  /** Runs the client; the token goes through its environment, where other users cannot read it. */
  run(...args: string[]): { ok: boolean; output: string } {
    const { baseUrl, token, workspace } = this.#destination;
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [this.#program, '--config-dir', path.join(this.#folder, '.config'), ...args],
      {
        cwd: path.join(this.#folder, 'project'),
        encoding: 'utf8',
        timeout: CLI_TIMEOUT_MS,
        env: {
          ...process.env,
          BASE_INTERNAL_URL: baseUrl,
          WM_TOKEN: token,
          WM_WORKSPACE: workspace,
          NO_COLOR: '1',
        },
      },
    );
    const output = `${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : error.message}`;
    return { ok: status === 0, output: output.replaceAll(token, '***') };
  }
}

function push(destination: Destination, fixtures: readonly Fixture[]): boolean {
  const folder = mkdtempSync(path.join(tmpdir(), 'autwinmill-fixtures-'));
  try {
    const project = path.join(folder, 'project');
    for (const dir of [project, path.join(folder, '.config')]) mkdirSync(dir);
    writeProject(project, fixtures);
    const client = new WmillClient(destination, folder);
    // Only when it is missing: pushing the folder would replace the rights of one that is there.
    if (!client.run('folder', 'get', FOLDER).ok) {
      const made = client.run('folder', 'push', FOLDER);
      if (!made.ok) return fail(`folder f/${FOLDER}`, made.output);
    }
    for (const { path: scriptPath } of fixtures) {
      const pushed = client.run('script', 'push', `${scriptPath}.ts`);
      if (!pushed.ok) return fail(scriptPath, pushed.output);
      console.log(`deployed ${scriptPath}`);
    }
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fail(what: string, output: string): false {
  console.error(`${what} was not deployed:\n${output.trim()}`);
  return false;
}

function main(): number {
  readDotEnv({ quiet: true });
  const parsed = readDestination(process.env);
  if (!parsed.ok) {
    for (const problem of parsed.problems) console.error(problem);
    return EXIT.usage;
  }
  const fixtures = readFixtures(fileURLToPath(new URL('../target/fixtures', import.meta.url)));
  if (!push(parsed.destination, fixtures)) return EXIT.couldNotRun;
  console.log(`${fixtures.length} scripts are in workspace ${parsed.destination.workspace}`);
  return EXIT.pass;
}

process.exitCode = main();
