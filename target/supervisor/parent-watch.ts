const CHECK_EVERY_MS = 500;

/** Calls `onGone` when the process that started this one ends, however it ends. */
export function watchParent(onGone: () => void): void {
  process.once('disconnect', onGone);
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
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
