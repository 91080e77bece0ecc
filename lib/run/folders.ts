/** Folders as k6 shows them: it has no call for that, but its `open` tells a folder from nothing. Init context only. */

export function isFolder(path: string): boolean {
  try {
    open(path);
    return false;
  } catch (error) {
    return String(error).includes('used with directories');
  }
}

/** Linux's own name of it; PWD stays what it was where a program other than a shell has changed the folder. */
const LINUX_WORKING_DIR = '/proc/self/cwd';

/** The folder that k6 runs in, against which it resolves the files of its summary; null where nothing tells. */
export function workingDir(): string | null {
  const known = [LINUX_WORKING_DIR, __ENV.PWD ?? ''];
  return known.find((path) => path !== '' && isFolder(path)) ?? null;
}
