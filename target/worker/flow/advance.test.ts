import { describe, expect, it } from 'vitest';
import { failure } from '../protocol.ts';
import { advance, type Flow, type Outcome, type World } from './advance.ts';
import type { FlowStatus } from './status.ts';
import type { Child } from './steps.ts';
import type { FlowModule, FlowValue } from './value.ts';

type Run = (child: Child) => unknown;

const step = (id: string, more: Partial<FlowModule> = {}): FlowModule => ({
  id,
  value: { type: 'script', path: `f/perf/${id}` },
  ...more,
});
const given = (expr: string) => ({ type: 'javascript' as const, expr });

/** Runs a flow to its end; `run` is what its scripts do, and what it throws makes them fail. */
async function play(value: FlowValue, input: Record<string, unknown>, run: Run) {
  const outcomes = new Map<string, Outcome>();
  const ran: Child[] = [];
  let ids = 0;
  const world: World = {
    outcomes: async (asked) =>
      new Map(asked.flatMap((id) => (outcomes.has(id) ? [[id, outcomes.get(id) as Outcome]] : []))),
    evaluate: async (code, scope) => {
      try {
        const made: unknown = new Function(...Object.keys(scope), `return ${code}`)(...Object.values(scope));
        return { success: true, result: JSON.stringify(made) };
      } catch (error) {
        return failure(error);
      }
    },
    newId: () => `job-${++ids}`,
  };
  const flowToEnd = async (flow: Omit<Flow, 'status'>): Promise<Outcome & { status: FlowStatus }> => {
    let status: FlowStatus | null = null;
    for (let turns = 0; turns < 100; turns += 1) {
      const next = await advance({ ...flow, status }, world);
      if (next.kind === 'end') return next;
      if (next.kind === 'wait') throw new Error('it waits for what has ended');
      status = next.status;
      for (const child of next.children) {
        ran.push(child);
        outcomes.set(child.id, await outcomeOf(child));
      }
    }
    throw new Error('it does not end');
  };
  const outcomeOf = async (child: Child): Promise<Outcome> => {
    if (child.kind === 'identity') return { success: true, result: child.args.previous_result };
    if (child.value !== undefined) {
      return flowToEnd({ value: child.value, path: child.path, input: child.args, outer: {} });
    }
    try {
      return { success: true, result: run(child) };
    } catch (error) {
      return { success: false, result: JSON.parse(failure(error).result) as unknown };
    }
  };
  const end = await flowToEnd({ value, path: 'f/perf/flow', input, outer: {} });
  return { end, ran, steps: ran.map((child) => child.step) };
}

const fail = (message: string): never => {
  throw new Error(message);
};

describe('a flow', () => {
  it('gives its steps what they ask for, one after another', async () => {
    const value: FlowValue = {
      modules: [
        step('a'),
        {
          id: 'b',
          value: {
            type: 'script',
            path: 'f/perf/b',
            input_transforms: {
              constant: { type: 'static', value: 7 },
              plain: given('flow_input.n'),
              made: given('results.a.n + previous_result.n'),
            },
          },
        },
      ],
    };
    const { end, ran, steps } = await play(value, { n: 1 }, ({ step: id, args }) =>
      id === 'a' ? { n: 2 } : args,
    );
    expect(end).toMatchObject({ success: true, result: { constant: 7, plain: 1, made: 4 } });
    expect(steps).toEqual(['a', 'b']);
    expect(end.status.modules).toEqual([
      { type: 'Success', id: 'a', job: ran[0]?.id, skipped: false },
      { type: 'Success', id: 'b', job: ran[1]?.id, skipped: false },
    ]);
  });

  it('takes the first branch whose condition holds, and else the default one', async () => {
    const value: FlowValue = {
      modules: [
        {
          id: 'b',
          value: {
            type: 'branchone',
            branches: [
              { expr: 'flow_input.k == 1', modules: [step('one')] },
              { expr: 'flow_input.k > 0', modules: [step('two')] },
            ],
            default: [step('none')],
          },
        },
      ],
    };
    const taken = async (k: number) => (await play(value, { k }, (child) => child.step)).end;
    expect(await taken(1)).toMatchObject({ result: 'one' });
    expect((await taken(2)).status.modules[0]).toMatchObject({
      branch_chosen: { type: 'branch', branch: 1 },
    });
    expect(await taken(0)).toMatchObject({ result: 'none' });
    expect((await taken(0)).status.modules[0]).toMatchObject({ branch_chosen: { type: 'default' } });
  });

  it.each([true, false])('runs every branch, with parallel %s', async (parallel) => {
    const value: FlowValue = {
      modules: [
        {
          id: 'all',
          value: {
            type: 'branchall',
            parallel,
            branches: [{ modules: [step('x')] }, { modules: [step('y')], skip_failure: true }],
          },
        },
      ],
    };
    const { end } = await play(value, {}, ({ step: id }) => (id === 'y' ? fail('no') : id));
    expect(end).toMatchObject({ success: true, result: ['x', { error: { message: 'no' } }] });
    expect(end.status.modules[0]).toMatchObject({ flow_jobs_success: [true, false] });
  });

  it.each([true, false])('goes through a list, with parallel %s', async (parallel) => {
    const body: FlowModule = {
      id: 'i',
      value: { type: 'script', path: 'f/perf/i', input_transforms: { v: given('flow_input.iter.value') } },
    };
    const loop = (more: { skip_failures?: boolean }): FlowValue => ({
      modules: [
        {
          id: 'l',
          value: {
            type: 'forloopflow',
            iterator: given('flow_input.items'),
            modules: [body],
            parallel,
            ...more,
          },
        },
      ],
    });
    const run: Run = ({ args }) => (args.v === 2 ? fail('two') : args.v);
    const forgiving = await play(loop({ skip_failures: true }), { items: [1, 2, 3] }, run);
    expect(forgiving.end).toMatchObject({ success: true, result: [1, { error: { message: 'two' } }, 3] });
    const strict = await play(loop({}), { items: [1, 2, 3] }, run);
    expect(strict.end.success).toBe(false);
    expect((await play(loop({}), { items: [] }, run)).end).toMatchObject({ success: true, result: [] });
    expect((await play(loop({}), { items: 'no' }, run)).end).toMatchObject({ success: false });
  });

  it('hands a failed step to its failure handler, and has failed all the same', async () => {
    const value: FlowValue = {
      modules: [step('a'), step('b')],
      failure_module: {
        id: 'failure',
        value: {
          type: 'script',
          path: 'f/perf/handler',
          input_transforms: { message: given('error.message'), step: given('error.step_id') },
        },
      },
    };
    const handled = await play(value, {}, ({ step: id, args }) => (id === 'a' ? fail('broken') : args));
    expect(handled.end).toMatchObject({ success: false, result: { message: 'broken', step: 'a' } });
    expect(handled.end.status.failure_module).toMatchObject({ type: 'Success', parent_module: 'a' });
    expect(handled.steps).toEqual(['a', 'failure']);
    const recovered = await play(value, {}, ({ step: id }) => (id === 'a' ? fail('x') : { recover: true }));
    expect(recovered.end.success).toBe(true);
  });

  it('tries a step again as often as it may, and later each time', async () => {
    let calls = 0;
    const retry = {
      constant: { attempts: 1, seconds: 2 },
      exponential: { attempts: 2, multiplier: 1, seconds: 3 },
    };
    const run: Run = () => {
      calls += 1;
      return calls < 4 ? fail('again') : 'at last';
    };
    const { end, ran } = await play({ modules: [step('a', { retry })] }, {}, run);
    expect(end).toMatchObject({ success: true, result: 'at last' });
    expect(ran.map(({ inMs }) => inMs)).toEqual([0, 2_000, 3_000, 9_000]);
    expect(end.status.modules[0]).toMatchObject({ failed_retries: ['job-1', 'job-2', 'job-3'] });
    expect((await play({ modules: [step('a', { retry })] }, {}, () => fail('ever'))).ran).toHaveLength(4);
  });

  it('goes on after a failure that it allows, and stops where it is told to', async () => {
    const value: FlowValue = {
      modules: [
        step('a', { continue_on_error: true }),
        step('b', { stop_after_if: { expr: 'result === "enough"' } }),
        step('c'),
      ],
    };
    const { end, steps } = await play(value, {}, ({ step: id }) => (id === 'a' ? fail('so what') : 'enough'));
    expect(end).toMatchObject({ success: true, result: 'enough' });
    expect(steps).toEqual(['a', 'b']);
  });

  it('fails by name where this target does not run what it holds', async () => {
    const suspended = await play({ modules: [step('a', { suspend: {} })] }, {}, () => 1);
    expect(JSON.stringify(suspended.end.result)).toContain('does not run suspend');
    const unknown = { id: 'w', value: { type: 'whileloopflow' } } as unknown as FlowModule;
    const { end } = await play({ modules: [unknown] }, {}, () => 1);
    expect(JSON.stringify(end.result)).toContain('a step of type whileloopflow');
  });
});
