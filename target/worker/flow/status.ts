/** How far a flow is, in the form in which Windmill stores and shows it (`flow_status`). */
import type { FlowValue } from './value.ts';

export type ModuleStatus = {
  readonly type: 'WaitingForPriorSteps' | 'WaitingForExecutor' | 'InProgress' | 'Success' | 'Failure';
  readonly id: string;
  /** The step's job; of a loop the latest. */
  readonly job?: string;
  readonly iterator?: { readonly index: number; readonly itered: readonly unknown[] };
  readonly flow_jobs?: readonly string[];
  readonly flow_jobs_success?: readonly (boolean | null)[];
  readonly branch_chosen?:
    | { readonly type: 'default' }
    | { readonly type: 'branch'; readonly branch: number };
  readonly branchall?: { readonly branch: number; readonly len: number };
  readonly parallel?: true;
  readonly failed_retries?: readonly string[];
  readonly skipped?: boolean;
};

export interface FlowStatus {
  readonly step: number;
  readonly modules: readonly ModuleStatus[];
  readonly failure_module: ModuleStatus & { readonly parent_module?: string };
  readonly preprocessor_module: null;
  readonly cleanup_module: Readonly<Record<string, never>>;
  readonly retry?: { readonly fail_count: number; readonly failed_jobs: readonly string[] };
}

export function firstStatus(flow: FlowValue): FlowStatus {
  return {
    step: 0,
    modules: flow.modules.map(({ id }) => ({ type: 'WaitingForPriorSteps', id })),
    failure_module: { type: 'WaitingForPriorSteps', id: flow.failure_module?.id ?? 'failure' },
    preprocessor_module: null,
    cleanup_module: {},
  };
}

export function withModule(status: FlowStatus, index: number, module: ModuleStatus): FlowStatus {
  return { ...status, modules: status.modules.map((old, at) => (at === index ? module : old)) };
}
