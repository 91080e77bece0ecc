/** What a flow does next: a function of its definition, how far it is, and how its steps have ended. */
import { failure } from '../protocol.ts';
import { type Evaluate, ExpressionError, isTrue, type Scope } from './expressions.ts';
import { type FlowStatus, firstStatus, type ModuleStatus, withModule } from './status.ts';
import { type Child, lookAt, pushStep } from './steps.ts';
import { type FlowModule, type FlowValue, retryDelay, unsupported } from './value.ts';

/** How a step's job has ended. */
export interface Outcome {
  readonly success: boolean;
  readonly result: unknown;
}

export interface Flow {
  readonly value: FlowValue;
  readonly path: string;
  readonly input: Scope;
  /** Null: it has not begun. */
  readonly status: FlowStatus | null;
  /** Results of the steps of the flows around it. */
  readonly outer: Readonly<Record<string, unknown>>;
}

export interface World {
  /** Outcomes of those jobs that have ended, by id. */
  readonly outcomes: (ids: readonly string[]) => Promise<ReadonlyMap<string, Outcome>>;
  readonly evaluate: Evaluate;
  readonly newId: () => string;
}

export type Next =
  | { readonly kind: 'wait' }
  | { readonly kind: 'push'; readonly status: FlowStatus; readonly children: readonly Child[] }
  | {
      readonly kind: 'end';
      readonly status: FlowStatus;
      readonly success: boolean;
      readonly result: unknown;
    };

/** Jobs that it waits for: none, and it is the flow's turn. */
export async function advance(flow: Flow, world: World): Promise<Next> {
  const run = new FlowRun(flow, world);
  try {
    return await run.next();
  } catch (error) {
    return run.fails(errorResult(error));
  }
}

const errorResult = (error: unknown): unknown =>
  JSON.parse(error instanceof ExpressionError ? error.result : failure(error).result);

/** A flow's own names hide those around it. */
const jobsOf = ({ job, flow_jobs }: ModuleStatus): readonly string[] =>
  flow_jobs ?? (job === undefined ? [] : [job]);

class FlowRun {
  readonly #flow: Flow;
  readonly #world: World;
  #status: FlowStatus;
  #results: Record<string, unknown>;
  #previous: unknown;

  constructor(flow: Flow, world: World) {
    this.#flow = flow;
    this.#world = world;
    this.#status = flow.status ?? firstStatus(flow.value);
    this.#results = { ...flow.outer };
    this.#previous = flow.input;
  }

  async next(): Promise<Next> {
    const { job } = this.#status.failure_module;
    if (job !== undefined) return this.#afterHandler(job);
    await this.#readResults();
    for (;;) {
      const module = this.#flow.value.modules[this.#status.step];
      const state = this.#status.modules[this.#status.step];
      if (module === undefined || state === undefined) return this.#ends(true, this.#previous);
      const next =
        state.type === 'WaitingForPriorSteps'
          ? await this.#begin(module, 0)
          : await this.#look(module, state);
      if (next !== undefined) return next;
    }
  }

  /** A step fails, or an expression does: the failure handler takes over, or else that is the end. */
  async fails(result: unknown): Promise<Next> {
    const { failure_module: handler } = this.#flow.value;
    if (!handler || this.#status.failure_module.job !== undefined) return this.#ends(false, result);
    const failed = this.#status.modules[this.#status.step];
    this.#previous = result;
    const error = { ...errorIn(result), step_id: failed?.id };
    try {
      const [child] = await this.#children(handler, { ...this.#scope(), error }, 0);
      if (child === undefined) return this.#ends(false, result);
      const parent = failed === undefined ? {} : { parent_module: failed.id };
      this.#status = {
        ...this.#status,
        failure_module: { type: 'WaitingForExecutor', id: handler.id, job: child.id, ...parent },
      };
      return { kind: 'push', status: this.#status, children: [child] };
    } catch (problem) {
      return this.#ends(false, errorResult(problem));
    }
  }

  #ends(success: boolean, result: unknown): Next {
    return { kind: 'end', status: this.#status, success, result };
  }

  #scope(): Scope {
    return { flow_input: this.#flow.input, results: this.#results, previous_result: this.#previous };
  }

  async #readResults(): Promise<void> {
    const done = this.#status.modules.filter(
      (state, at) => at < this.#status.step && state.job !== undefined,
    );
    const outcomes = await this.#world.outcomes(done.flatMap(jobsOf));
    for (const state of done) this.#note(state, resultOf(state, outcomes));
  }

  #note(state: ModuleStatus, result: unknown): void {
    this.#results = { ...this.#results, [state.id]: result };
    this.#previous = result;
  }

  async #children(module: FlowModule, scope: Scope, inMs: number): Promise<readonly Child[]> {
    const problem = unsupported(module);
    if (problem !== undefined) throw new Error(`step ${module.id}: this target does not run ${problem}`);
    const { children } = await pushStep({ ...this.#place(), module, scope, inMs });
    return children;
  }

  #place() {
    const { evaluate, newId } = this.#world;
    const { path, input, value } = this.#flow;
    return {
      path,
      input,
      scope: this.#scope(),
      hasFailureHandler: Boolean(value.failure_module),
      evaluate,
      newId,
    };
  }

  async #begin(module: FlowModule, inMs: number): Promise<Next> {
    const problem = unsupported(module);
    if (problem !== undefined) throw new Error(`step ${module.id}: this target does not run ${problem}`);
    const { state, children } = await pushStep({ ...this.#place(), module, inMs });
    this.#status = withModule(this.#status, this.#status.step, state);
    return { kind: 'push', status: this.#status, children };
  }

  /** A step that has begun; undefined: it is over, and the next one is due. */
  async #look(module: FlowModule, state: ModuleStatus): Promise<Next | undefined> {
    const outcomes = await this.#world.outcomes(jobsOf(state));
    const ended = jobsOf(state).map((id) => outcomes.get(id));
    const current = lookAt(module, state, ended);
    if (current.kind === 'wait') return { kind: 'wait' };
    if (current.kind === 'more') {
      const { state: further, children } = await current.push(this.#place());
      this.#status = withModule(this.#status, this.#status.step, further);
      return { kind: 'push', status: this.#status, children };
    }
    const result = resultOf(current.state, outcomes);
    if (!current.success) {
      const again = await this.#retry(module, state);
      if (again !== undefined) return again;
    }
    return this.#closes(module, current.state, { success: current.success, result });
  }

  async #retry(module: FlowModule, { job }: ModuleStatus): Promise<Next | undefined> {
    const failed = [...(this.#status.retry?.failed_jobs ?? []), ...(job === undefined ? [] : [job])];
    const delay = retryDelay(module.retry, failed.length);
    if (delay === undefined) return undefined;
    this.#status = { ...this.#status, retry: { fail_count: failed.length, failed_jobs: failed } };
    return this.#begin(module, delay);
  }

  async #closes(module: FlowModule, state: ModuleStatus, outcome: Outcome): Promise<Next | undefined> {
    const { retry, ...status } = this.#status;
    const { iterator, branchall, parallel, ...known } = state;
    const retried = retry === undefined ? {} : { failed_retries: retry.failed_jobs };
    const goesOn = outcome.success || module.continue_on_error === true;
    const type = outcome.success ? ('Success' as const) : ('Failure' as const);
    const { step } = status;
    const skipped = outcome.success ? { skipped: false } : {};
    const closed: ModuleStatus = { ...known, type, ...retried, ...skipped };
    this.#status = withModule(goesOn ? status : this.#status, step, closed);
    if (!goesOn) return this.fails(outcome.result);
    this.#status = { ...this.#status, step: step + 1 };
    const stop = module.stop_after_if;
    if (
      stop &&
      (await isTrue(stop.expr, { ...this.#scope(), result: outcome.result }, this.#world.evaluate))
    ) {
      return this.#ends(true, outcome.result);
    }
    this.#note(closed, outcome.result);
    return undefined;
  }

  /** The flow has failed all the same, unless its handler says that it has recovered. */
  async #afterHandler(job: string): Promise<Next> {
    const outcome = (await this.#world.outcomes([job])).get(job);
    if (outcome === undefined) return { kind: 'wait' };
    this.#status = {
      ...this.#status,
      failure_module: {
        ...this.#status.failure_module,
        ...(outcome.success ? { type: 'Success', skipped: false } : { type: 'Failure' }),
      },
    };
    const { result } = outcome;
    const recovered =
      typeof result === 'object' && result !== null && 'recover' in result && result.recover === true;
    return this.#ends(outcome.success && recovered, result);
  }
}

function errorIn(result: unknown): Readonly<Record<string, unknown>> {
  const error = typeof result === 'object' && result !== null && 'error' in result ? result.error : result;
  return typeof error === 'object' && error !== null
    ? (error as Record<string, unknown>)
    : { message: String(error) };
}

/** What the steps after it see of a step: the result of its job, or of a loop the list of all. */
function resultOf(state: ModuleStatus, outcomes: ReadonlyMap<string, Outcome>): unknown {
  const results = jobsOf(state).map((id) => outcomes.get(id)?.result ?? null);
  return state.flow_jobs === undefined ? (results[0] ?? null) : results;
}
