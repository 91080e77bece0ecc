/** Canary secrets: values that exist for one run only, and that nobody but their owner may ever show. Pure. */

/** Digest as hex; `k6/crypto` inside k6, `node:crypto` outside. */
export type Sha256 = (text: string) => string;

/** Kinds of canaries: what they are planted as. */
export const CANARIES = ['variable', 'query-token'] as const;
export type CanaryKind = (typeof CANARIES)[number];

/**
 * The canary of a run. Computable from the run's id, so that the scan of the server's logs finds it again without the
 * value being written down anywhere. It opens nothing: the variable that held it is gone when the run is over.
 */
export function canarySecret(runId: string, kind: CanaryKind, sha256: Sha256): string {
  return `perf${sha256(`canary:${runId}:${kind}`).slice(0, 36)}`;
}

/** Shortest beginning of a canary that counts as the canary: masks may show three characters, not this many. */
const TELLTALE_LENGTH = 12;

/** The part to search for: a value that was cut off gives itself away as well. */
export function telltale(canary: string): string {
  return canary.slice(0, TELLTALE_LENGTH);
}
