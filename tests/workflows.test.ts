import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../lib/profiles.ts';
import { GROUPS, SCENARIO_NAMES } from '../scenarios/index.ts';
import { EXIT } from '../scripts/lib/exit-codes.ts';
import { ALL_SETTINGS } from '../scripts/lib/runner-settings.ts';
import {
  findStep,
  holds,
  play,
  readWorkflow,
  stepsOf,
  workflowFile,
  workflowText,
} from './support/workflow.ts';

const NAMES = ['performance', 'ci'] as const;
const performanceRun = readWorkflow('performance');

interface Input {
  readonly type: string;
  readonly default?: string;
  readonly options?: readonly string[];
}
const { inputs } = performanceRun.on.workflow_dispatch as {
  readonly inputs: Readonly<Record<string, Input>>;
};

describe.each(NAMES)('workflow %s', (name) => {
  const workflow = readWorkflow(name);

  const missing = spawnSync('actionlint', ['-version']).error;
  it.skipIf(missing)(`passes actionlint${missing ? ' (skipped: actionlint is not on PATH)' : ''}`, () => {
    const { stdout, status } = spawnSync('actionlint', [workflowFile(name)], { encoding: 'utf8' });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  it('pins every action to a commit, with the version beside it, one version an action', () => {
    const uses = workflowText(name)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const all = NAMES.flatMap((each) => stepsOf(readWorkflow(each)).flatMap((step) => step.uses ?? []));
    const versions = new Map<string, Set<string>>();
    for (const use of all) {
      const [action = '', commit = ''] = use.split('@');
      versions.set(action, (versions.get(action) ?? new Set()).add(commit));
    }
    for (const [action, commits] of versions) expect([action, commits.size]).toEqual([action, 1]);
  });

  it('asks for read access alone, job by job', () => {
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) {
      for (const [scope, access] of Object.entries(job.permissions ?? {})) {
        expect([['contents', 'actions'].includes(scope), access]).toEqual([true, 'read']);
      }
      expect(job['timeout-minutes']).toBeGreaterThan(0);
    }
    for (const step of stepsOf(workflow)) {
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with?.['persist-credentials']).toBe(false);
    }
  });

  it('lets no expression into a shell script: what was typed cannot become a command', () => {
    for (const step of stepsOf(workflow)) expect(step.run ?? '').not.toContain('${{');
  });
});

describe('the performance workflow', () => {
  it('is started by hand alone', () => {
    expect(Object.keys(performanceRun.on)).toEqual(['workflow_dispatch']);
  });

  it('offers exactly the scenarios, groups and profiles of the suite', () => {
    expect(inputs.scenario?.options).toEqual([...SCENARIO_NAMES, ...Object.keys(GROUPS)]);
    expect(inputs.profile?.options).toEqual([...PROFILES]);
    expect(inputs.scenario?.options).toContain(inputs.scenario?.default);
    expect(inputs.profile?.options).toContain(inputs.profile?.default);
    expect(Object.keys(inputs)).toEqual([
      'scenario',
      'profile',
      'target_url',
      'allowed_hosts',
      'repeat',
      'baseline',
    ]);
  });

  it('sets variables that the suite reads', () => {
    const known = new Set([...ALL_SETTINGS.map(({ env }) => env), 'SCENARIO']);
    for (const name of Object.keys(findStep(performanceRun, 'Run').env ?? {})) {
      expect([name, known.has(name)]).toEqual([name, true]);
    }
  });

  it('never runs two loads on one target at once, and cancels none', () => {
    const { group, 'cancel-in-progress': cancel } = performanceRun.concurrency ?? {};
    expect(cancel).toBe(false);
    // One group for every real target, whatever its address looks like; a group of its own for an embedded one.
    const [, real, embedded] =
      /^\$\{\{ inputs\.target_url != '' && '(.+)' \|\| format\('(.+)', github\.run_id\) \}\}$/.exec(
        group ?? '',
      ) ?? [];
    expect([real, embedded]).toEqual(['performance-target', 'performance-embedded-{0}']);
  });

  it('gives secrets to a run against a named target only', () => {
    for (const step of stepsOf(performanceRun)) {
      for (const value of Object.values(step.env ?? {}).filter((text) => text.includes('secrets.'))) {
        const guarded = value.startsWith("${{ inputs.target_url != '' && secrets.");
        expect([step.name, guarded || step.if === "inputs.target_url != ''"]).toEqual([step.name, true]);
      }
    }
    for (const { env, secret } of ALL_SETTINGS) {
      if (secret !== true || env === 'DATABASE_URL') continue;
      expect(findStep(performanceRun, 'Run').env?.[env] ?? '').toContain(`secrets.${env} `);
    }
  });

  it('masks each token of a list of tenants, and says so when the secret is broken', async () => {
    const mask = findStep(performanceRun, "Mask the tenants' tokens");
    const tenants = [
      { workspace: 'a', token: 'token-of-a' },
      { workspace: 'b', token: 'token-of-b' },
    ];
    const masked = await play(mask, { WM_TENANTS: JSON.stringify(tenants) });
    expect([masked.exitCode, masked.log]).toEqual([0, '::add-mask::token-of-a\n::add-mask::token-of-b\n']);
    expect(await play(mask, { WM_TENANTS: '' })).toMatchObject({ exitCode: 0, log: '' });
    const broken = await play(mask, { WM_TENANTS: '{"token":"x' });
    expect(broken.exitCode).toBe(2);
    expect(broken.log).toBe('::error title=WM_TENANTS::The secret is not JSON\n');
  });

  it('ends each way of ending in a step of its own, and only a pass in success', async () => {
    const steps = stepsOf(performanceRun);
    const verdicts = steps.slice(steps.findIndex((step) => step.name === 'Keep the results') + 1);
    expect(verdicts).toHaveLength(4);
    const codes = [...Object.values(EXIT), 137, ''].map(String);
    const ending = new Map<string, string[]>();
    for (const code of codes) {
      const run = verdicts.filter((step) => holds(step.if ?? '', { 'exit-code': code }));
      ending.set(
        code,
        run.map((step) => step.name.split(':')[0] ?? ''),
      );
    }
    expect(Object.fromEntries(ending)).toEqual({
      [EXIT.pass]: [],
      [EXIT.fail]: ['Failed'],
      [EXIT.usage]: ['Not run'],
      [EXIT.couldNotRun]: ['Not run'],
      [EXIT.inconclusive]: ['No verdict'],
      137: ['Not run'],
      '': ['Not run'],
    });
    for (const step of verdicts) {
      const played = await play(step, { CODE: '3' });
      expect([step.name, played.exitCode]).toEqual([step.name, 1]);
      expect(played.log).toMatch(/^::error title=[^:]+::\S/);
    }
  });
});
