/** Stand-in for `k6/http` in unit tests. */
function unavailable(): never {
  throw new Error('HTTP works inside k6 only');
}
export default { request: unavailable, asyncRequest: unavailable, expectedStatuses: () => ({}) };
