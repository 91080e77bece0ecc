const CHECK_EVERY_MS = 500;

/**
 * Names the process that starts a target, for the case that it has ended before the target could look: then its parent is
 * already another one, which will stay.
 */
export const PARENT_PID_VARIABLE = 'AUTWINMILL_TARGET_PARENT_PID';

function expectedParent(environment: NodeJS.ProcessEnv): number {
  const named = Number(environment[PARENT_PID_VARIABLE]);
  return Number.isInteger(named) && named > 0 ? named : process.ppid;
}

/** Calls `onGone` when the process that started this one ends, however it ends and however early. */
export function watchParent(onGone: () => void): void {
  process.once('disconnect', onGone);
  const parent = expectedParent(process.env);
  const isThere = () => process.ppid === parent && isAlive(parent);
  if (!isThere()) {
    onGone();
    return;
  }
  const timer = setInterval(() => {
    if (isThere()) return;
    clearInterval(timer);
    onGone();
  }, CHECK_EVERY_MS);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It may belong to somebody else and still be there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
