import { describe, expect, it } from 'vitest';
import { competition, interferenceBetween, type Look, type Owner } from './interference.ts';
import { type MachineSample, type ProcessSample, parseMachine, parseProcess, parseThread } from './proc.ts';

const RUN = 10;
const FRAME = 5;

function one(pid: number, over: Partial<ProcessSample> = {}): ProcessSample {
  return {
    pid,
    parent: 1,
    group: pid,
    name: `p${pid}`,
    startTicks: pid,
    ownSeconds: 0,
    reapedSeconds: 0,
    nice: 0,
    idleClass: false,
    ...over,
  };
}

function look(
  at: number,
  processes: readonly ProcessSample[],
  over: Partial<MachineSample> & { readonly ran?: number; readonly waited?: number } = {},
): Look {
  const { ran = 0, waited = 0, ...machine } = over;
  return {
    machine: {
      at,
      busySeconds: processes.reduce(
        (sum, { ownSeconds, reapedSeconds }) => sum + ownSeconds + reapedSeconds,
        0,
      ),
      stolenSeconds: 0,
      processes: new Map(processes.map((process) => [process.pid, process])),
      ...machine,
    },
    threads: new Map([[`${RUN}/${RUN}`, { ranSeconds: ran, waitedSeconds: waited }]]),
  };
}

const ownerOf = ({ pid }: ProcessSample): Owner => (pid === RUN ? 'run' : pid === FRAME ? 'frame' : 'others');
const equal = () => 1;

describe('interferenceBetween', () => {
  it('tells the run, its runner and others apart', () => {
    const before = look(0, [one(RUN), one(FRAME), one(20)]);
    const after = look(
      2,
      [
        one(RUN, { ownSeconds: 1.2 }),
        one(FRAME, { ownSeconds: 0.1 }),
        one(20, { ownSeconds: 1, name: 'rustc' }),
      ],
      { ran: 1.2, waited: 0.4 },
    );
    const { times, othersSeconds, busiest, seconds } = interferenceBetween(before, after, ownerOf, equal);
    expect(seconds).toBe(2);
    expect(times.used).toBeCloseTo(1.2);
    expect(times.waited).toBeCloseTo(0.4);
    expect(times.competing).toBeCloseTo(1);
    expect(times.unseen).toBeCloseTo(0);
    expect(othersSeconds).toBeCloseTo(1);
    expect(busiest).toEqual({ name: 'rustc', cores: 0.5 });
  });

  it('counts children that came and went once, however long the line of those who waited for them', () => {
    // A shell, its npm and the compiler of that one: both end between the looks, after 9 and 30 s of work seen before.
    const before = look(0, [
      one(RUN),
      one(20),
      one(21, { parent: 20, ownSeconds: 9 }),
      one(22, { parent: 21, ownSeconds: 30 }),
    ]);
    const after = look(1, [one(RUN), one(20, { reapedSeconds: 39.5 })]);
    expect(interferenceBetween(before, after, ownerOf, equal).times.competing).toBeCloseTo(0.5);
  });

  it('takes a pid that was given to another process for another', () => {
    const before = look(0, [one(RUN), one(20, { ownSeconds: 50 })]);
    const after = look(1, [one(RUN), one(20, { startTicks: 99, ownSeconds: 0.3 })]);
    expect(interferenceBetween(before, after, ownerOf, equal).times.competing).toBeCloseTo(0.3);
  });

  it('lets work that nobody could be seen doing stand apart', () => {
    const before = look(0, [one(RUN)], { busySeconds: 0 });
    const after = look(1, [one(RUN, { ownSeconds: 0.5 })], { busySeconds: 1.3 });
    expect(interferenceBetween(before, after, ownerOf, equal).times.unseen).toBeCloseTo(0.8);
  });

  it('takes short-lived jobs of the run to have waited as its lasting threads did', () => {
    const before = look(0, [one(RUN)]);
    const after = look(1, [one(RUN, { ownSeconds: 0.4, reapedSeconds: 0.4 })], { ran: 0.4, waited: 0.1 });
    expect(interferenceBetween(before, after, ownerOf, equal).times.waited).toBeCloseTo(0.2);
  });

  it('blames the hypervisor for what it stole while the run was at work', () => {
    const before = look(0, [one(RUN), one(20)]);
    const after = look(1, [one(RUN, { ownSeconds: 0.6 }), one(20, { ownSeconds: 0.6 })], {
      stolenSeconds: 0.4,
    });
    expect(interferenceBetween(before, after, ownerOf, equal).times.stolen).toBeCloseTo(0.2);
  });
});

describe('competition', () => {
  const own = new Set(['/autogroup-7']);
  const idle = { nice: 19, idleClass: true };

  it('is that of an equal at the same priority, and next to nothing at idle priority', () => {
    expect(competition({ nice: 0, idleClass: false }, { name: '/autogroup-7', nice: 0 }, own)).toBe(1);
    expect(competition({ nice: 19, idleClass: false }, { name: '/autogroup-7', nice: 0 }, own)).toBeCloseTo(
      0.0144,
      3,
    );
    expect(competition(idle, { name: '/autogroup-7', nice: 0 }, own)).toBeLessThan(0.01);
  });

  it('is the group’s own where the kernel weighs groups: idle priority in another session is none', () => {
    expect(competition(idle, { name: '/autogroup-8', nice: 0 }, own)).toBe(1);
    expect(competition(idle, { name: '/autogroup-8', nice: 19 }, own)).toBeCloseTo(0.0144, 3);
  });
});

describe('what the kernel prints', () => {
  it('is read by field, whatever the name holds', () => {
    const fields = Array.from({ length: 50 }, (_, index) => index + 3);
    fields[0] = 0;
    const line = `77 (a) b (c) S ${fields.slice(1).join(' ')}`;
    expect(parseProcess(line)).toEqual({
      pid: 77,
      parent: 4,
      group: 5,
      name: 'a) b (c',
      startTicks: 22,
      ownSeconds: 0.29,
      reapedSeconds: 0.33,
      nice: 19,
      idleClass: false,
    });
    expect(parseProcess('')).toBeNull();
  });

  it('leaves interrupts and idle time out of the machine’s work', () => {
    expect(parseMachine('cpu  100 20 30 4000 5 6 7 8 0 0')).toEqual({
      busySeconds: 1.5,
      stolenSeconds: 0.08,
    });
    expect(parseMachine('intr 1 2')).toBeNull();
  });

  it('gives a thread’s times in seconds', () => {
    expect(parseThread('1500000000 250000000 12\n')).toEqual({ ranSeconds: 1.5, waitedSeconds: 0.25 });
    expect(parseThread('')).toBeNull();
  });
});
