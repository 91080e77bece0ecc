/** Reads GitHub workflows and plays their shell steps as a runner does. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

export const workflowFile = (name: string) => join(REPOSITORY, '.github', 'workflows', `${name}.yml`);
export const workflowText = (name: string) => readFileSync(workflowFile(name), 'utf8');

export function readWorkflow(name: string): Workflow {
  return parse(workflowText(name)) as Workflow;
}

export const stepsOf = (workflow: Workflow): readonly Step[] =>
  Object.values(workflow.jobs).flatMap((job) => job.steps);

export function findStep(workflow: Workflow, name: string): Step {
  const step = stepsOf(workflow).find((candidate) => candidate.name === name);
  if (!step) throw new Error(`no step named ${name}`);
  return step;
}

/**
 * Whether a step runs, for the conditions the workflows use: comparisons of one output with a text, joined by `&&`.
 * Without a status function in it, a condition also demands that no step failed before, which holds here.
 */
export function holds(condition: string, outputs: Readonly<Record<string, string>>): boolean {
  return condition.split('&&').every((part) => {
    const match = /^\s*steps\.\w+\.outputs\.([\w-]+) (==|!=) '([^']*)'\s*$/.exec(part);
    if (!match) throw new Error(`a condition this test cannot read: ${part}`);
    const [, name = '', operator, text] = match;
    return ((outputs[name] ?? '') === text) === (operator === '==');
  });
}

export interface Played {
  readonly exitCode: number | null;
  /** Standard output and error, as the log of the step shows them. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Plays the script of a step with bash, called as GitHub calls it. `onStarted` gets its process id. */
export async function play(
  step: Step,
  env: Readonly<Record<string, string>>,
  options: { readonly onOutput?: (log: string, pid: number) => void } = {},
): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'workflow-step-'));
  try {
    const file = (name: string, content = '') => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const [script, output, summary] = [file('step.sh', step.run), file('output'), file('summary')];
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        ...env,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_ACTIONS: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    const onData = (chunk: Buffer) => {
      log += chunk.toString();
      if (child.pid !== undefined) options.onOutput?.(log, child.pid);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    const outputs = Object.fromEntries(
      readFileSync(output, 'utf8')
        .split('\n')
        .filter((line) => line.includes('='))
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
    );
    return { exitCode, log, outputs, summary: readFileSync(summary, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
