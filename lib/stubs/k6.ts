/** Stand-in for `k6` in unit tests: pure logic of lib/ never calls into it, it only has to load. */
export function sleep(): void {}
export function randomSeed(): void {}
export function check(): boolean {
  return true;
}
