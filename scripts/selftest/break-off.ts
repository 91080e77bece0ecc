/** So long after its start k6 is well within the ramp of a run of the short profile. */
const AFTER_MS = 9_000;

/** Tells k6 to stop, as Ctrl-C does, before anything was measured. Returns a function that calls it off. */
export function startBreakOff(pid: number): () => void {
  const timer = setTimeout(() => {
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // k6 has ended.
    }
  }, AFTER_MS);
  return () => clearTimeout(timer);
}
