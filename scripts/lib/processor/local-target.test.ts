import { spawn } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Connections,
  findLocalTarget,
  localTargetOf,
  parseSockets,
  type Socket,
} from './local-target.ts';
import type { ProcessSample } from './proc.ts';

const HERE = '0100007F';
const SELF = 900;

function one(pid: number, parent: number, group: number, name = `p${pid}`): ProcessSample {
  const times = { startTicks: pid, ownSeconds: 0, reapedSeconds: 0, nice: 0, idleClass: false };
  return { pid, parent, group, name, ...times };
}

const listening = (localPort: number, inode: string, localAddress = HERE): Socket => ({
  localAddress,
  localPort,
  remoteAddress: '00000000',
  remotePort: 0,
  state: 'listening',
  inode,
});
const connected = (remotePort: number, inode: string, remoteAddress = HERE): Socket => ({
  localAddress: HERE,
  localPort: 40_000,
  remoteAddress,
  remotePort,
  state: 'established',
  inode,
});

/** The runner and its shell, and whoever else is there. */
function seen(
  processes: readonly ProcessSample[],
  held: readonly (readonly [pid: number, socket: Socket])[],
): Connections {
  const holders = new Map<string, number[]>();
  for (const [pid, { inode }] of held) holders.set(inode, [...(holders.get(inode) ?? []), pid]);
  const all = [one(1, 0, 1), one(800, 1, 800, 'bash'), one(SELF, 800, SELF, 'node'), ...processes];
  return {
    sockets: held.map(([, socket]) => socket),
    holders,
    processes: new Map(all.map((process) => [process.pid, process])),
  };
}

describe('localTargetOf', () => {
  it('is who listens, with what it was started with, its database and the workers at that', () => {
    const target = localTargetOf(
      8000,
      SELF,
      seen(
        [
          // A supervisor and its API; a database; workers of their own; a browser that looks at the API; a build.
          one(10, 1, 10, 'supervisor'),
          one(11, 10, 10, 'windmill'),
          one(20, 1, 20, 'postgres'),
          one(21, 20, 21, 'postgres'),
          one(30, 1, 30, 'windmill'),
          one(40, 1, 40, 'firefox'),
          one(50, 1, 50, 'rustc'),
        ],
        [
          [11, listening(8000, 'a', '00000000')],
          [11, connected(5432, 'b')],
          [20, listening(5432, 'c')],
          [30, connected(5432, 'd')],
          [40, connected(8000, 'e')],
          [11, connected(443, 'f', '08080808')],
        ],
      ),
    );
    expect(target).toEqual({ pids: [10, 20, 30], unknown: null });
  });

  it('is never the runner, what started it, nor whoever else that has started', () => {
    const target = localTargetOf(
      8000,
      SELF,
      seen(
        // In the background of a script that has no groups of jobs: the same group as the shell and the runner.
        [one(60, 800, 800, 'node')],
        [
          [60, listening(8000, 'a')],
          [60, connected(9000, 'b')],
          [SELF, listening(9000, 'c')],
          [SELF, connected(8000, 'd')],
        ],
      ),
    );
    expect(target).toEqual({ pids: [60], unknown: null });
  });

  it.each(['docker-proxy', 'caddy', 'ssh'])('is not known where %s passes the port on', (by) => {
    const target = localTargetOf(8000, SELF, seen([one(10, 1, 10, by)], [[10, listening(8000, 'a')]]));
    expect(target).toEqual({ pids: null, unknown: { kind: 'passed-on', port: 8000, by } });
  });

  it('is not known where nobody who can be seen listens at the port', () => {
    const nobody = { pids: null, unknown: { kind: 'nobody-listens', port: 8000 } };
    expect(localTargetOf(8000, SELF, seen([], []))).toEqual(nobody);
    const elsewhere = seen([one(10, 1, 10)], [[10, listening(8000, 'a', '0200A8C0')]]);
    expect(localTargetOf(8000, SELF, elsewhere)).toEqual(nobody);
  });
});

describe('what the kernel prints', () => {
  it('is read in both versions of the protocol', () => {
    const heading =
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
    expect(
      parseSockets(
        `${heading}\n   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 6713 1 0 100 0 0 10 0\n`,
      ),
    ).toEqual([listening(8000, '6713')]);
    const [mapped] = parseSockets(
      `${heading}\n   1: 0000000000000000FFFF00000100007F:1F40 0000000000000000FFFF00000100007F:C350 01 00000000:00000000 00:00000000 00000000 0 0 77 1 0 20 4 30 10 -1\n`,
    );
    expect(mapped).toMatchObject({ localPort: 8000, remotePort: 50_000, state: 'established', inode: '77' });
    expect(parseSockets('')).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('findLocalTarget', () => {
  let stop: () => void = () => undefined;
  afterEach(() => stop());

  it('finds a server of this machine', async () => {
    const program =
      "const s = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))";
    const child = spawn(process.execPath, ['--eval', program], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    stop = () => child.kill('SIGKILL');
    const port = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
    expect(findLocalTarget(port)).toEqual({ pids: [child.pid], unknown: null });
  });
});
