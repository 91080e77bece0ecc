/** Which processes of this machine are the target: who listens at its port, and who works with them. Linux only. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { ProcessesUnknown } from '../../../reports/run-folder.ts';
import { type ProcessSample, sampleMachine } from './proc.ts';

/** One row of `/proc/net/tcp` or `tcp6`; addresses as the kernel prints them, in hexadecimal. */
export interface Socket {
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly state: 'listening' | 'established' | 'other';
  readonly inode: string;
}

const STATES: Readonly<Record<string, Socket['state']>> = { '0A': 'listening', '01': 'established' };
const HEXADECIMAL = 16;

function endpoint(text: string): readonly [address: string, port: number] {
  const [address = '', port = ''] = text.split(':');
  return [address, Number.parseInt(port, HEXADECIMAL)];
}

/** The sockets of a table of the kernel, its heading left out. */
export function parseSockets(table: string): Socket[] {
  return table
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', remote = '', state = '', , , , , , inode] = line.trim().split(/\s+/);
      if (inode === undefined) return [];
      const [[localAddress, localPort], [remoteAddress, remotePort]] = [endpoint(local), endpoint(remote)];
      const named = STATES[state] ?? 'other';
      return [{ localAddress, localPort, remoteAddress, remotePort, state: named, inode }];
    });
}

/** 127.0.0.0/8, the same mapped into version 6, and ::1, each in words of the host's (little-endian) byte order. */
const LOOPBACK = /^(?:0{16}FFFF0000)?[0-9A-F]{6}7F$|^0{24}01000000$/;
const ANY = /^(?:0{8}|0{32})$/;

/** A port that is passed on to somewhere else: whoever holds it does not do the work. */
const FORWARDERS =
  /^(docker-proxy|rootlessport|rootlesskit|slirp4netns|pasta|passt|gvproxy|ssh|sshd.*|kubectl|kube-proxy|socat|nginx|haproxy|caddy|traefik|envoy|cloudflared)$/;

/** What `/proc` shows at one moment. */
export interface Connections {
  readonly sockets: readonly Socket[];
  /** Who holds a socket, by its inode: more than one where it was inherited. */
  readonly holders: ReadonlyMap<string, readonly number[]>;
  readonly processes: ReadonlyMap<number, ProcessSample>;
}

export type LocalTarget =
  /** Roots of its processes: their descendants belong to it. */
  | { readonly pids: readonly number[]; readonly unknown: null }
  | { readonly pids: null; readonly unknown: ProcessesUnknown };

/**
 * Everybody who works for whoever listens at the port: those who hold it; the servers that these are connected to on this
 * machine, such as a database; the clients of those, such as workers; and of each what was started with it.
 *
 * @param self the runner: it and what it was started by are nobody's target.
 */
export function localTargetOf(port: number, self: number, seen: Connections): LocalTarget {
  const { sockets, holders, processes } = seen;
  const own = ancestorsOf(self, processes);
  const nameOf = (pid: number) => processes.get(pid)?.name ?? '';
  const holdersOf = (of: readonly Socket[]) =>
    new Set(of.flatMap(({ inode }) => holders.get(inode) ?? []).filter((pid) => !own.has(pid)));
  const listening = sockets.filter(({ state }) => state === 'listening');
  const listenersAt = (at: number) =>
    holdersOf(
      listening.filter(
        ({ localPort, localAddress }) =>
          localPort === at && (LOOPBACK.test(localAddress) || ANY.test(localAddress)),
      ),
    );
  const established = sockets.filter(
    ({ state, remoteAddress }) => state === 'established' && LOOPBACK.test(remoteAddress),
  );
  const listeners = listenersAt(port);
  if (listeners.size === 0) return { pids: null, unknown: { kind: 'nobody-listens', port } };
  for (const pid of listeners) {
    const by = nameOf(pid);
    if (FORWARDERS.test(by)) return { pids: null, unknown: { kind: 'passed-on', port, by } };
  }
  const roots = new Set([...listeners].map((pid) => startedWith(pid, processes, own)));
  const family = withDescendants(roots, processes);
  // What the target is connected to, and who else is: its database, and the workers at the same one.
  const serverPorts = new Set(
    established
      .filter(({ inode }) => (holders.get(inode) ?? []).some((pid) => family.has(pid)))
      .map(({ remotePort }) => remotePort)
      .filter((remote) => remote !== port),
  );
  const beside = [...serverPorts].flatMap((at) => {
    const servers = [...listenersAt(at)];
    if (servers.length === 0 || servers.some((pid) => FORWARDERS.test(nameOf(pid)))) return [];
    const clients = holdersOf(established.filter(({ remotePort }) => remotePort === at));
    return [...servers, ...clients];
  });
  for (const pid of beside) if (!family.has(pid)) roots.add(startedWith(pid, processes, own));
  return { pids: [...roots].sort((a, b) => a - b), unknown: null };
}

function ancestorsOf(pid: number, processes: Connections['processes']): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at: number | undefined = pid; at !== undefined && !found.has(at); at = processes.get(at)?.parent) {
    found.add(at);
  }
  return found;
}

/** The first of its process group that it comes from: what a shell or a supervisor of services has started as one. */
function startedWith(pid: number, processes: Connections['processes'], own: ReadonlySet<number>): number {
  const group = processes.get(pid)?.group;
  let top = pid;
  for (;;) {
    const parent = processes.get(processes.get(top)?.parent ?? 0);
    if (parent === undefined || parent.group !== group || own.has(parent.pid)) return top;
    top = parent.pid;
  }
}

function withDescendants(
  roots: ReadonlySet<number>,
  processes: Connections['processes'],
): ReadonlySet<number> {
  const family = new Set(roots);
  for (let before = -1; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of processes.values()) if (family.has(parent)) family.add(pid);
  }
  return family;
}

function tryTo<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    // It has ended, or belongs to somebody else.
    return otherwise;
  }
}

const SOCKET = /^socket:\[(\d+)\]$/;

function holdersOfSockets(pids: Iterable<number>): Map<string, number[]> {
  const holders = new Map<string, number[]>();
  for (const pid of pids) {
    const folder = `/proc/${pid}/fd`;
    const inodes = tryTo(() => readdirSync(folder), []).flatMap(
      (fd) => SOCKET.exec(tryTo(() => readlinkSync(`${folder}/${fd}`), ''))?.[1] ?? [],
    );
    for (const inode of new Set(inodes)) holders.set(inode, [...(holders.get(inode) ?? []), pid]);
  }
  return holders;
}

/** The processes of a target that listens at a port of this machine, or why they are not known. */
export function findLocalTarget(port: number): LocalTarget {
  const machine = sampleMachine();
  if (machine === null) return { pids: null, unknown: { kind: 'not-shown' } };
  const sockets = ['tcp', 'tcp6'].flatMap((table) =>
    parseSockets(tryTo(() => readFileSync(`/proc/net/${table}`, 'latin1'), '')),
  );
  const holders = holdersOfSockets(machine.processes.keys());
  return localTargetOf(port, process.pid, { sockets, holders, processes: machine.processes });
}
