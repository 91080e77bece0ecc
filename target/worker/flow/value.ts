/** A flow as Windmill's OpenFlow has it, as far as this target runs it. */
export interface FlowValue {
  readonly modules: readonly FlowModule[];
  readonly failure_module?: FlowModule | null;
}

export interface FlowModule {
  readonly id: string;
  readonly value: StepValue;
  readonly retry?: Retry | null;
  readonly continue_on_error?: boolean | null;
  readonly stop_after_if?: { readonly expr: string; readonly skip_if_stopped?: boolean | null } | null;
  readonly suspend?: unknown;
  readonly sleep?: unknown;
  readonly skip_if?: unknown;
}

export type Transform =
  | { readonly type: 'static'; readonly value?: unknown }
  | { readonly type: 'javascript'; readonly expr: string };

export type Transforms = Readonly<Record<string, Transform>>;

export interface Branch {
  readonly expr?: string;
  readonly modules: readonly FlowModule[];
  readonly skip_failure?: boolean;
}

export type StepValue =
  | { readonly type: 'script'; readonly path: string; readonly input_transforms?: Transforms }
  | { readonly type: 'flow'; readonly path: string; readonly input_transforms?: Transforms }
  | {
      readonly type: 'rawscript';
      readonly content: string;
      readonly language: string;
      readonly input_transforms?: Transforms;
      readonly tag?: string | null;
    }
  | { readonly type: 'identity' }
  | {
      readonly type: 'branchone';
      readonly branches: readonly Branch[];
      readonly default?: readonly FlowModule[];
    }
  | { readonly type: 'branchall'; readonly branches: readonly Branch[]; readonly parallel?: boolean }
  | {
      readonly type: 'forloopflow';
      readonly iterator: Transform;
      readonly modules: readonly FlowModule[];
      readonly skip_failures?: boolean;
      readonly parallel?: boolean;
    };

export interface Retry {
  readonly constant?: { readonly attempts: number; readonly seconds: number };
  readonly exponential?: { readonly attempts: number; readonly multiplier: number; readonly seconds: number };
}

const RUNNABLE = ['script', 'flow', 'rawscript', 'identity', 'branchone', 'branchall', 'forloopflow'];
const UNSUPPORTED = ['suspend', 'sleep', 'skip_if'] as const;

/** Why this target does not run the module; undefined: it does. What is not run as Windmill would is refused by name. */
export function unsupported(module: FlowModule): string | undefined {
  if (!RUNNABLE.includes(module.value.type)) return `a step of type ${module.value.type}`;
  return UNSUPPORTED.find((name) => module[name] !== undefined && module[name] !== null);
}

/** Milliseconds until the next attempt after so many failures; undefined: there is none. */
export function retryDelay(retry: Retry | null | undefined, failures: number): number | undefined {
  const { constant, exponential } = retry ?? {};
  if (constant !== undefined && failures <= constant.attempts) return constant.seconds * 1_000;
  const more = failures - (constant?.attempts ?? 0);
  if (exponential === undefined || more < 1 || more > exponential.attempts) return undefined;
  return exponential.multiplier * exponential.seconds ** more * 1_000;
}
