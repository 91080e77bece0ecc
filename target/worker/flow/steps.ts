/** The jobs that a step of a flow is made of. */
import type { Outcome } from './advance.ts';
import { type Evaluate, evaluateOne, isTrue, itemsOf, type Scope, valuesOf } from './expressions.ts';
import type { ModuleStatus } from './status.ts';
import type { Branch, FlowModule, FlowValue, StepValue } from './value.ts';

/** A job to be queued as a step. */
export interface Child {
  readonly id: string;
  readonly step: string;
  readonly kind: 'script' | 'flow' | 'flowscript' | 'flownode' | 'identity';
  readonly path: string;
  readonly args: Scope;
  readonly language?: string;
  readonly content?: string;
  readonly tag?: string;
  /** Modules of an inner flow. */
  readonly value?: FlowValue;
  /** It starts no sooner. */
  readonly inMs: number;
}

export interface Place {
  /** Path of the flow. */
  readonly path: string;
  readonly input: Scope;
  readonly scope: Scope;
  readonly hasFailureHandler: boolean;
  readonly evaluate: Evaluate;
  readonly newId: () => string;
}

export interface Step extends Place {
  readonly module: FlowModule;
  readonly inMs: number;
}

export interface Pushed {
  readonly state: ModuleStatus;
  readonly children: readonly Child[];
}

type Loop = Extract<StepValue, { type: 'forloopflow' }>;

/** Puts a step into jobs. Throws ExpressionError. */
export async function pushStep(step: Step): Promise<Pushed> {
  const { module, scope } = step;
  const { value } = module;
  switch (value.type) {
    case 'branchone':
      return branchOne(step, value.branches, value.default ?? []);
    case 'branchall':
      return branchAll(step, value.branches, value.parallel === true);
    case 'forloopflow':
      return loop(step, value);
    case 'identity':
      return single(identity(step, scope.previous_result));
    default: {
      const args = await valuesOf(value.input_transforms ?? {}, scope, step.evaluate);
      return single(runnable(step, value, args));
    }
  }
}

const single = (child: Child): Pushed => ({
  state: { type: 'WaitingForExecutor', id: child.step, job: child.id },
  children: [child],
});

type Runnable = Extract<StepValue, { type: 'script' | 'flow' | 'rawscript' }>;

function runnable({ module, path, newId, inMs }: Step, value: Runnable, args: Scope): Child {
  const common = { id: newId(), step: module.id, args, inMs };
  if (value.type !== 'rawscript') return { ...common, kind: value.type, path: value.path };
  const { content, language, tag } = value;
  return {
    ...common,
    kind: 'flowscript',
    path: `${path}/${module.id}`,
    content,
    language,
    ...(tag ? { tag } : {}),
  };
}

function identity({ module, path, newId, inMs }: Step, previous: unknown): Child {
  const args = { previous_result: previous ?? null };
  return { id: newId(), step: module.id, kind: 'identity', path: `${path}/${module.id}`, args, inMs };
}

/** Modules that are run as a flow of their own, whose input is that of the flow around it and what is added to it. */
function inner(
  { module, path, input, newId, inMs }: Step,
  modules: readonly FlowModule[],
  place: string,
  added: Scope = {},
): Child {
  return {
    id: newId(),
    step: module.id,
    kind: 'flownode',
    path: `${path}/${place}`,
    args: { ...input, ...added },
    value: { modules },
    inMs,
  };
}

async function branchOne(
  step: Step,
  branches: readonly Branch[],
  otherwise: readonly FlowModule[],
): Promise<Pushed> {
  for (const [branch, { expr, modules }] of branches.entries()) {
    if (expr !== undefined && (await isTrue(expr, step.scope, step.evaluate))) {
      return chosen(step, modules, { type: 'branch', branch }, `branchone-${branch + 1}`);
    }
  }

  return chosen(step, otherwise, { type: 'default' }, 'branchone-0');
}

function chosen(
  step: Step,
  modules: readonly FlowModule[],
  branch: NonNullable<ModuleStatus['branch_chosen']>,
  place: string,
): Pushed {
  const child =
    modules.length === 0 ? identity(step, step.scope.previous_result) : inner(step, modules, place);
  return {
    state: { type: 'InProgress', id: child.step, job: child.id, branch_chosen: branch },
    children: [child],
  };
}

function branchAll(step: Step, branches: readonly Branch[], parallel: boolean): Pushed {
  const { module } = step;
  if (branches.length === 0) return single(identity(step, []));
  const now = parallel ? branches : branches.slice(0, 1);
  const children = now.map((branch, at) => branchChild(step, branch, at));
  return {
    state: {
      type: 'InProgress',
      id: module.id,
      job: children.at(-1)?.id ?? '',
      flow_jobs: children.map(({ id }) => id),
      branchall: { branch: children.length - 1, len: branches.length },
      ...(parallel ? { parallel } : {}),
    },
    children,
  };
}

const branchChild = (step: Step, { modules }: Branch, at: number): Child =>
  modules.length === 0 ? identity(step, null) : inner(step, modules, `branchall-${at}`);

async function loop(step: Step, value: Loop): Promise<Pushed> {
  const { module, scope, evaluate } = step;
  const items = itemsOf(await evaluateOne(value.iterator, scope, evaluate), module.id);
  if (items.length === 0) return single(identity(step, []));
  const now = value.parallel === true ? items : items.slice(0, 1);
  const children = await Promise.all(now.map((item, index) => iteration(step, value, item, index)));
  return {
    state: {
      type: 'InProgress',
      id: module.id,
      job: children.at(-1)?.id ?? '',
      iterator: { index: children.length - 1, itered: items },
      flow_jobs: children.map(({ id }) => id),
      ...(value.parallel === true ? { parallel: true } : {}),
    },
    children,
  };
}

/** One script for each item needs no flow around it, and is queued by itself, as on Windmill. */
async function iteration(step: Step, value: Loop, item: unknown, index: number): Promise<Child> {
  const iter = { iter: { index, value: item } };
  const [only] = value.modules;
  const body = only?.value;
  const isSimple = value.parallel !== true && !step.hasFailureHandler && value.modules.length === 1;
  if (
    isSimple &&
    !only?.retry &&
    !only?.stop_after_if &&
    (body?.type === 'script' || body?.type === 'rawscript')
  ) {
    const scope = { ...step.scope, flow_input: { ...step.input, ...iter } };
    const args = await valuesOf(body.input_transforms ?? {}, scope, step.evaluate);
    return { ...runnable({ ...step, path: `${step.path}/loop-${index}` }, body, args), step: step.module.id };
  }
  return inner(step, value.modules, `${value.parallel === true ? 'forloop' : 'loop'}-${index}`, iter);
}

export type Looked =
  | { readonly kind: 'wait' }
  | { readonly kind: 'more'; readonly push: (place: Place) => Promise<Pushed> }
  | { readonly kind: 'over'; readonly success: boolean; readonly state: ModuleStatus };

/** What there is to do for a step, by how its jobs have ended; undefined: one is still under way. */
export function lookAt(
  module: FlowModule,
  state: ModuleStatus,
  ended: readonly (Outcome | undefined)[],
): Looked {
  const { value } = module;
  const flowJobs = state.flow_jobs;
  if (flowJobs === undefined) {
    const [outcome] = ended;
    return outcome === undefined ? { kind: 'wait' } : { kind: 'over', success: outcome.success, state };
  }
  const forgives = (at: number) =>
    value.type === 'forloopflow'
      ? value.skip_failures === true
      : value.type === 'branchall' && value.branches[at]?.skip_failure === true;
  const failed = ended.findIndex((outcome, at) => outcome?.success === false && !forgives(at));
  const missing = ended.includes(undefined);
  // What runs at the same time is waited for, whatever became of the others.
  if (missing && (state.parallel === true || failed === -1)) return { kind: 'wait' };
  const over: ModuleStatus = {
    ...state,
    flow_jobs_success: ended.map((outcome) => outcome?.success ?? null),
  };
  if (failed !== -1) return { kind: 'over', success: false, state: over };
  const at = flowJobs.length;
  if (value.type === 'forloopflow' && at < (state.iterator?.itered.length ?? 0)) {
    const item = state.iterator?.itered[at];
    return further(over, (place) => iteration({ ...place, module, inMs: 0 }, value, item, at));
  }
  const branch = value.type === 'branchall' ? value.branches[at] : undefined;
  if (branch !== undefined) {
    return further(over, (place) => branchChild({ ...place, module, inMs: 0 }, branch, at));
  }
  return { kind: 'over', success: true, state: over };
}

function further(state: ModuleStatus, make: (place: Place) => Child | Promise<Child>): Looked {
  return {
    kind: 'more',
    push: async (place) => {
      const child = await make(place);
      const { iterator, branchall, flow_jobs = [] } = state;
      const index = flow_jobs.length;
      return {
        children: [child],
        state: {
          ...state,
          job: child.id,
          flow_jobs: [...flow_jobs, child.id],
          ...(iterator === undefined ? {} : { iterator: { ...iterator, index } }),
          ...(branchall === undefined ? {} : { branchall: { ...branchall, branch: index } }),
        },
      };
    },
  };
}
