/** What the probes are about. One criterion each; a probe's id starts with its area. */
export const PROBE_AREAS = ['access', 'tenants', 'scopes', 'webhook', 'errors', 'secrets'] as const;
export type ProbeArea = (typeof PROBE_AREAS)[number];

export type ProbeVerdict = 'pass' | 'fail' | 'not-checked';

/** One probe as it went: everything in words, nothing secret. */
export interface ProbeResult {
  readonly area: ProbeArea;
  /** `<area>.<who asks>.<what>`. */
  readonly id: string;
  readonly sent: string;
  readonly expected: string;
  readonly observed: string;
  readonly verdict: ProbeVerdict;
}

/** What setup hands on, and what the summary keeps (`scenarioData`). */
export interface SecurityData {
  readonly probes: readonly ProbeResult[];
  readonly requests: number;
  readonly planned: number;
  /** Error answers that were searched for internals. */
  readonly errorsInspected: number;
  /** Answers of any kind that were searched for the canary secret. */
  readonly answersSearched: number;
}

/** Most requests that a run of the probes sends, the making and removal of its own data included. */
export const MOST_REQUESTS = 300;

/** Said before the first request: what will be sent, and to whom. */
export function probingNotice(baseUrl: string): string {
  return (
    `Probing ${baseUrl} with at most ${MOST_REQUESTS} requests: reads, and writes of the run's own data, ` +
    'which are removed at the end.'
  );
}
