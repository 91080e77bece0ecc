/** CPU time that a process has used, looked at while it runs. */
import pidusage from 'pidusage';

const LOOK_EVERY_MS = 200;

/** Follows a process until it is gone; returns a function that tells its CPU seconds as they were last seen. */
export function followCpu(pid: number): () => number {
  let seconds = 0;
  const timer = setInterval(() => {
    pidusage(pid).then(
      ({ ctime }) => {
        seconds = Math.max(seconds, ctime / 1000);
      },
      () => clearInterval(timer),
    );
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return seconds;
  };
}
