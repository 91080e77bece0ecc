import { spawn } from 'node:child_process';
import { cpus } from 'node:os';

/** So many that k6 gets a small share of each core and is late for its timers, whatever the scheduler does. */
const HOGS_PER_CORE = 16;

/** Burns every core beside the load generator, for at most `seconds`. Returns a function that ends it. */
export function startCpuHogs(seconds: number): () => void {
  const program = `const end = Date.now() + ${seconds * 1000}; while (Date.now() < end) {}`;
  const hogs = Array.from({ length: HOGS_PER_CORE * Math.max(1, cpus().length) }, () =>
    spawn(process.execPath, ['--eval', program], { stdio: 'ignore' }),
  );
  const stop = () => {
    for (const hog of hogs) hog.kill('SIGKILL');
    process.off('exit', stop);
  };
  process.on('exit', stop);
  return stop;
}
