import { failure, type RunResult } from './protocol.ts';

interface Transform {
  readonly type: string;
  readonly value?: unknown;
  readonly expr?: string;
}

interface StepValue {
  readonly type: string;
  readonly path?: string;
  readonly content?: string;
  readonly input_transforms?: Readonly<Record<string, Transform>>;
}

export interface FlowValue {
  readonly modules: readonly { readonly id: string; readonly value: StepValue }[];
}

/** What a flow needs of its worker. */
export interface FlowSteps {
  /** Runs a script of the workspace by its path, or the given content. */
  run(code: { path: string } | { content: string }, args: Record<string, unknown>): Promise<RunResult>;
  evaluate(code: string, scope: Record<string, unknown>): Promise<RunResult>;
}

/**
 * Runs the steps of a flow in order, as one job. Steps are scripts by path, inline scripts and `identity`; branches,
 * loops and suspensions are refused by name, so that no flow is taken for run when it was not.
 */
export async function runFlow(
  flow: FlowValue,
  input: Record<string, unknown>,
  steps: FlowSteps,
): Promise<RunResult> {
  const results: Record<string, unknown> = {};
  let previous: RunResult = { success: true, result: JSON.stringify(input) };
  for (const { id, value } of flow.modules) {
    const scope = { flow_input: input, results, previous_result: JSON.parse(previous.result) as unknown };
    const args = await inputsOf(value, scope, steps);
    if ('failed' in args) return args.failed;
    previous = await runStep(id, value, args.values, previous, steps);
    if (!previous.success) return previous;
    results[id] = JSON.parse(previous.result);
  }
  return previous;
}

async function runStep(
  id: string,
  value: StepValue,
  args: Record<string, unknown>,
  previous: RunResult,
  steps: FlowSteps,
): Promise<RunResult> {
  if (value.type === 'identity') return previous;
  if (value.type === 'script' && value.path !== undefined) return steps.run({ path: value.path }, args);
  if (value.type === 'rawscript' && value.content !== undefined)
    return steps.run({ content: value.content }, args);
  return failure(new Error(`step ${id}: a flow step of type ${value.type} is not supported by this target`));
}

async function inputsOf(
  value: StepValue,
  scope: Record<string, unknown>,
  steps: FlowSteps,
): Promise<{ values: Record<string, unknown> } | { failed: RunResult }> {
  const values: Record<string, unknown> = {};
  for (const [name, transform] of Object.entries(value.input_transforms ?? {})) {
    if (transform.type !== 'javascript') {
      values[name] = transform.value;
      continue;
    }
    const evaluated = await steps.evaluate(transform.expr ?? 'undefined', scope);
    if (!evaluated.success) return { failed: evaluated };
    values[name] = JSON.parse(evaluated.result);
  }
  return { values };
}
