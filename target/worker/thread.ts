import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { format } from 'node:util';
import vm from 'node:vm';
import { openJobChannel } from './job-channel.ts';
import { parameterNames } from './parameters.ts';
import { failure, type RunResult, type ThreadRequest } from './protocol.ts';

/**
 * Runs scripts, one after another, each in fresh module state. A thread outlives jobs, and what a job imports does not; a
 * process ends with the first.
 */
type ModuleFunction = (module: { exports: object }, exports: object, require: NodeJS.Require) => void;
type Main = (...args: unknown[]) => unknown;

const channel = openJobChannel();
const require = createRequire(path.join(channel.data.projectRoot, 'package.json'));
const compiled = new Map<string, ModuleFunction>();
let current = 0;

const log = (text: string) => channel.send({ type: 'log', run: current, text });

for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  console[method] = (...values: unknown[]) => log(`${format(...values)}\n`);
}
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: string | Uint8Array) => {
    log(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return true;
  };
}

/** Compiled once, evaluated for every job: `windmill-client` reads the job's token when it is loaded. */
function load(bundle: string): Main {
  let evaluate = compiled.get(bundle);
  if (evaluate === undefined) {
    const source = `(function (module, exports, require) {${readFileSync(bundle, 'utf8')}\n})`;
    evaluate = new vm.Script(source, { filename: bundle }).runInThisContext() as ModuleFunction;
    compiled.set(bundle, evaluate);
  }
  const module: { exports: { main?: unknown } } = { exports: {} };
  evaluate(module, module.exports, require);
  const { main } = module.exports;
  if (typeof main !== 'function') throw new Error('the script exports no function named main');
  return main as Main;
}

let jobVariables: string[] = [];

function setEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of jobVariables) delete process.env[name];
  jobVariables = Object.keys(env);
  Object.assign(process.env, env);
}

async function run(request: ThreadRequest): Promise<RunResult> {
  try {
    if (request.type === 'expression') {
      const names = Object.keys(request.scope);
      const evaluate = new Function(...names, `return (${request.code});`) as Main;
      return succeed(await evaluate(...names.map((name) => request.scope[name])));
    }
    setEnvironment(request.env);
    const main = load(request.bundle);
    const values = parameterNames(main).map((name) => (name === undefined ? undefined : request.args[name]));
    return succeed(await main(...values));
  } catch (error) {
    return failure(error);
  }
}

/** What is undefined becomes null, at any depth: a field that a script names is never missing. */
const succeed = (value: unknown): RunResult => ({
  success: true,
  result: JSON.stringify(value ?? null, (_key, item: unknown) => (item === undefined ? null : item)),
});

channel.onRequest((request) => {
  current = request.run;
  void run(request).then((result) => channel.send({ type: 'done', run: request.run, ...result }));
});
