/**
 * A nonce that no other journey of any run uses: not of another user, iteration or, by the time in it, of a second k6
 * that runs the same test.
 */
export function nonce(runId: string): string {
  return `${runId}/${__VU}/${__ITER}/${Date.now()}`;
}
