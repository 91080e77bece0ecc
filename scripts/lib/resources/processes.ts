/** Processes of the system on this machine, by pid or command line; what they start is theirs. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pidusage from 'pidusage';
import type { ResourceSample } from '../../../reports/resources/record.ts';
import { BYTES_PER_MB, NOTHING, type OpenSource, SourceProblem } from './source.ts';

const run = promisify(execFile);

const RESOLUTION_SECONDS = 1;

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process of this machine. Throws a SourceProblem where the system has no `ps`. */
async function processes(): Promise<Process[]> {
  if (process.platform === 'win32') {
    throw new SourceProblem('RESOURCES=process reads the list of processes from ps, which Windows has not');
  }
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,args='], { maxBuffer: 64 * BYTES_PER_MB });
  return stdout.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    if (match === null) return [];
    return { pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' };
  });
}

/** Pids that a name stands for, and all that these have started; the suite's own among them are left out. */
export function pidsOf(name: string, all: readonly Process[], own: number): number[] {
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isUnder = (pid: number, root: (pid: number) => boolean): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 0; at = parents.get(at)) {
      if (root(at)) return true;
      if (parents.get(at) === at) return false;
    }
    return false;
  };
  const ofSuite = (pid: number) => isUnder(pid, (at) => at === own);
  const ancestors = new Set<number>();
  for (let at: number | undefined = own; at !== undefined && at > 0; at = parents.get(at)) {
    if (ancestors.has(at)) break;
    ancestors.add(at);
  }
  const wanted = /^\d+$/.test(name)
    ? new Set([Number(name)])
    : // The shell that the suite was started from may well name it on its own command line.
      new Set(
        all.filter(({ pid, command }) => command.includes(name) && !ancestors.has(pid)).map(({ pid }) => pid),
      );
  return all.filter(({ pid }) => !ofSuite(pid) && isUnder(pid, (at) => wanted.has(at))).map(({ pid }) => pid);
}

class ProcessSource implements OpenSource {
  readonly name = 'process';
  readonly resolutionSeconds = RESOLUTION_SECONDS;
  readonly cores: number;
  readonly parts: readonly string[];

  constructor(parts: readonly string[], cores: number) {
    this.parts = parts;
    this.cores = cores;
  }

  async look() {
    const all = await processes();
    const t = Date.now();
    const samples = await Promise.all(
      this.parts.map(async (part): Promise<ResourceSample[]> => {
        const pids = pidsOf(part, all, process.pid);
        const usages = await Promise.all(pids.map((pid) => pidusage(pid).catch(() => null)));
        const known = usages.filter((usage) => usage !== null);
        if (known.length === 0) return [];
        const sum = (of: (usage: (typeof known)[number]) => number) =>
          known.reduce((total, usage) => total + of(usage), 0);
        return [
          {
            kind: 'sample',
            t,
            source: 'process',
            part,
            scope: 'system',
            cpuPercent: sum(({ cpu }) => cpu),
            memoryMb: sum(({ memory }) => memory) / BYTES_PER_MB,
          },
        ];
      }),
    );
    return { samples: samples.flat() };
  }

  async finish() {
    return NOTHING;
  }

  async close() {
    // Nothing is held open.
  }
}

/** Throws a SourceProblem for a name that no process has. */
export async function openProcesses(names: readonly string[], cores: number): Promise<OpenSource> {
  if (names.length === 0) {
    throw new SourceProblem(
      'RESOURCES has process, but RESOURCE_PROCESSES is not set: name them by pid or command line',
    );
  }
  const all = await processes();
  const missing = names.filter((name) => pidsOf(name, all, process.pid).length === 0);
  if (missing.length > 0) {
    throw new SourceProblem(`RESOURCE_PROCESSES names ${missing.join(', ')}, of which no process runs`);
  }
  return new ProcessSource(names, cores);
}
