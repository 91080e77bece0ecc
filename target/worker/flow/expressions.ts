/** Expressions of a flow: inputs of its steps, conditions of its branches, what its loops go through. */
import { failure, type RunResult } from '../protocol.ts';
import type { Transform, Transforms } from './value.ts';

export type Scope = Readonly<Record<string, unknown>>;
/** Runs JavaScript where a script would run; its value as JSON text. */
export type Evaluate = (code: string, scope: Scope) => Promise<RunResult>;

/** An expression that failed, or named what is not there. */
export class ExpressionError extends Error {
  readonly result: string;

  constructor(result: string) {
    super('an expression of the flow failed');
    this.result = result;
  }
}

const PLAIN_PATH = /^\s*[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)*\s*;?\s*$/;

/** What a name with fields stands for, without running anything: most expressions are no more. */
function lookUp(expression: string, scope: Scope): { value: unknown } | undefined {
  if (!PLAIN_PATH.test(expression)) return undefined;
  let value: unknown = scope;
  for (const name of expression.replace(';', '').trim().split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return { value };
}

const asFunction = (expression: string): string =>
  /\breturn\b/.test(expression)
    ? `(() => { ${expression}\n })()`
    : `(${expression.trim().replace(/;+$/, '')}\n)`;

export async function evaluateOne(transform: Transform, scope: Scope, evaluate: Evaluate): Promise<unknown> {
  const { value } = await valuesOf({ value: transform }, scope, evaluate);
  return value;
}

/** The inputs of a step; all that need JavaScript are evaluated at once. Throws ExpressionError. */
export async function valuesOf(
  transforms: Transforms,
  scope: Scope,
  evaluate: Evaluate,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  const code: string[] = [];
  for (const [name, transform] of Object.entries(transforms)) {
    if (transform.type !== 'javascript') {
      values[name] = transform.value ?? null;
      continue;
    }
    const plain = lookUp(transform.expr, scope);
    if (plain === undefined) code.push(`${JSON.stringify(name)}: ${asFunction(transform.expr)}`);
    else values[name] = plain.value ?? null;
  }
  if (code.length === 0) return values;
  const evaluated = await evaluate(`({ ${code.join(',\n')} })`, scope);
  if (!evaluated.success) throw new ExpressionError(evaluated.result);
  return { ...values, ...(JSON.parse(evaluated.result) as Record<string, unknown>) };
}

export async function isTrue(expression: string, scope: Scope, evaluate: Evaluate): Promise<boolean> {
  return (
    (await evaluateOne(
      { type: 'javascript', expr: `Boolean(${expression.replace(/;+\s*$/, '')})` },
      scope,
      evaluate,
    )) === true
  );
}

export function itemsOf(value: unknown, step: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ExpressionError(
    failure(new Error(`the iterator of step ${step} is no list: ${JSON.stringify(value)}`)).result,
  );
}
