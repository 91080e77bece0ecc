/** Of each cycle, for so long the load generator does not get a CPU. */
const TAKEN_MS = 400;
const CYCLE_MS = 800;

/**
 * Takes the CPU away from the load generator in pulses, as an overcommitted host does to its guests. Processes that
 * burn CPU beside it would do on some machines only: a fair scheduler lets a light process through a crowd of them.
 * Returns a function that gives the CPU back for good.
 */
export function startCpuThief(pid: number): () => void {
  const send = (signal: NodeJS.Signals) => {
    try {
      process.kill(pid, signal);
    } catch {
      // k6 has ended.
    }
  };
  let giveBack: NodeJS.Timeout | undefined;
  const cycle = setInterval(() => {
    send('SIGSTOP');
    giveBack = setTimeout(() => send('SIGCONT'), TAKEN_MS);
  }, CYCLE_MS);
  const stop = () => {
    clearInterval(cycle);
    clearTimeout(giveBack);
    send('SIGCONT');
    process.off('exit', stop);
  };
  process.on('exit', stop);
  return stop;
}
