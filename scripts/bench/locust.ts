/** The same requests by Locust, where it is installed: for comparison, without a limit. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EmbeddedTarget } from '../lib/embedded-target.ts';
import { LONG, microsecondsPerRequest, SHORT, type Used } from './cost.ts';
import { followCpu } from './cpu-time.ts';
import type { Load } from './load-run.ts';

const FILE = fileURLToPath(new URL('locustfile.py', import.meta.url));

function locustVersion(): string | null {
  const { status, stdout } = spawnSync('locust', ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? (/\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? 'of an unknown version') : null;
}

async function run({ ready }: EmbeddedTarget, load: Load): Promise<Used> {
  const [tenant] = ready.tenants;
  const options = ['--headless', '--only-summary', '--exit-code-on-error', '0', '--host', ready.baseUrl];
  const users = [
    '--users',
    `${load.users}`,
    '--spawn-rate',
    `${load.users}`,
    '--run-time',
    `${load.seconds}s`,
  ];
  const child = spawn('locust', ['--locustfile', FILE, ...options, ...users], {
    env: { ...process.env, WM_WORKSPACE: tenant?.workspace, WM_TOKEN: tenant?.token },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const cpuSeconds = followCpu(child.pid ?? process.pid);
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
  });
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { cpuSeconds: cpuSeconds(), requests: Number(/requests=(\d+)/.exec(told)?.[1] ?? Number.NaN) };
}

/** One line for the benchmark: CPU microseconds a request of FastHttpUser, or why there is none. */
export async function locustLine(target: EmbeddedTarget): Promise<string> {
  const version = locustVersion();
  if (version === null) return 'Locust is not installed (pip install locust): not compared';
  const cost = microsecondsPerRequest(await run(target, SHORT), await run(target, LONG));
  return `Locust ${version}, FastHttpUser: ${cost.toFixed(0)} µs of CPU a request`;
}
