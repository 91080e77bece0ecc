/** Whose processor time is the target's: its processes, where they are on this machine. */
import { parseHttpUrl } from '../../lib/settings/hosts.ts';
import type { ProcessesUnknown } from '../../reports/run-folder.ts';
import type { EmbeddedTarget } from './embedded-target.ts';
import { UsageError } from './errors.ts';
import { findLocalTarget, type LocalTarget } from './processor/local-target.ts';
import { onThisMachine } from './run-record.ts';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's is there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * An embedded target is what the suite started; another one on this machine what `LOCAL_TARGET_PIDS` names, or who listens
 * at its port with all who work with them. Throws UsageError where one that was named does not run.
 */
export function targetProcesses(
  target: Pick<EmbeddedTarget, 'pids'> | null,
  baseUrl: string | null,
  named: readonly number[],
): LocalTarget {
  if (target !== null) return { pids: target.pids, unknown: null };
  if (!onThisMachine(baseUrl)) return { pids: [], unknown: null };
  const gone = named.filter((pid) => !isRunning(pid));
  if (gone.length > 0) {
    throw new UsageError(gone.map((pid) => `LOCAL_TARGET_PIDS names ${pid}, but no such process runs`));
  }
  if (named.length > 0) return { pids: named, unknown: null };
  return findLocalTarget(parseHttpUrl(baseUrl ?? '')?.port ?? 0);
}

/** What a person at the terminal is told where they cannot be told from others; null where nothing is amiss. */
export function unknownNote(unknown: ProcessesUnknown | null): string | null {
  if (unknown === null) return null;
  const why =
    unknown.kind === 'passed-on'
      ? `"${unknown.by}" only passes port ${unknown.port} on`
      : unknown.kind === 'nobody-listens'
        ? `who listens at port ${unknown.port} does not show`
        : 'this system does not show them';
  return (
    `Note: which processes of this machine are the target is not known (${why}), so that what others take from it ` +
    'cannot be measured. LOCAL_TARGET_PIDS can name them'
  );
}
