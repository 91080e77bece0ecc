/**
 * What a user runs, by one name: the path of a script, `f/perf/echo`, or that of a flow, `flow:f/perf/inbound_flow`.
 * Here is the only place that knows how either is asked for.
 */
const FLOW = 'flow:';

export const isFlowName = (name: string): boolean => name.startsWith(FLOW);

/** Its path in the workspace, by which lists of jobs name it. */
export const pathOf = (name: string): string => (isFlowName(name) ? name.slice(FLOW.length) : name);

export const flowName = (path: string): string => `${FLOW}${path}`;

export interface RunnableRoute {
  readonly path: string;
  /** For tags, without the path. */
  readonly route: string;
}

/** @param start `/jobs/run` or `/jobs/run_wait_result`. */
export const runPath = (start: string, name: string): string =>
  isFlowName(name) ? `${start}/f/${pathOf(name)}` : `${start}/p/${name}`;

export const runRoute = (start: string, name: string): RunnableRoute => ({
  path: runPath(start, name),
  route: `${start}/${isFlowName(name) ? 'f' : 'p'}/{path}`,
});

/** Where it is deployed; `what` is `get` or `exists`. */
export function deployedRoute(what: 'get' | 'exists', name: string): RunnableRoute {
  const start = isFlowName(name) ? `/flows/${what}` : `/scripts/${what}/p`;
  return { path: `${start}/${pathOf(name)}`, route: `${start}/{path}` };
}
