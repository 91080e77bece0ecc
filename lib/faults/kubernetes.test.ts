import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseSettings } from '../settings/settings.ts';
import type { Fault } from './backend.ts';
import type { DisruptorModule } from './disruptor-module.ts';
import { kubernetesBackend } from './kubernetes.ts';
import {
  DATABASE_FAULT_SETTINGS,
  FAULT_SETTINGS,
  type FaultSettings,
  THIRD_PARTY_FAULT_SETTINGS,
  THIRD_PARTY_SETTINGS,
} from './settings.ts';

function defaults(): FaultSettings {
  const parsed = parseSettings(
    {},
    {
      ...FAULT_SETTINGS,
      ...DATABASE_FAULT_SETTINGS,
      ...THIRD_PARTY_SETTINGS,
      ...THIRD_PARTY_FAULT_SETTINGS,
    },
  );
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.settings;
}

const DATABASE: Fault = { point: 'database', kind: 'hang' };
const SLOW: Fault = { point: 'third-party', kind: 'slow' };

interface Call {
  readonly kind: 'network' | 'http';
  readonly fault: unknown;
  readonly duration: string;
  readonly options?: unknown;
}

/** A disruptor that writes down what it is asked, and takes `takes` ms for it by a clock of its own. */
function disruptor(
  answer: { readonly pods?: string[]; readonly takes?: number; readonly fails?: string } = {},
) {
  const calls: Call[] = [];
  let now = Date.parse('2026-01-31T09:30:00Z');
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  const done = () => {
    now += answer.takes ?? 0;
    if (answer.fails !== undefined) throw new Error(answer.fails);
  };
  class PodDisruptor {
    targets() {
      return answer.pods ?? ['pod-1'];
    }
    injectHTTPFaults(fault: unknown, duration: string, options?: unknown) {
      calls.push({ kind: 'http', fault, duration, options });
      done();
    }
    injectNetworkFaults(fault: unknown, duration: string) {
      calls.push({ kind: 'network', fault, duration });
      done();
    }
  }
  return { module: { PodDisruptor } as unknown as DisruptorModule, calls };
}

function marksOf(fault: Fault, seconds: number, module: DisruptorModule) {
  const marks: Record<string, number> = {};
  const start = Date.now();
  const backend = kubernetesBackend(defaults(), [fault.point], module);
  backend.hold(fault, seconds, (mark, at = Date.now()) => {
    marks[mark] = (at - start) / 1000;
  });
  return marks;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('faults in the pods of a cluster', () => {
  it('begin with the call and end with their time, not with the last late answer', () => {
    const { module, calls } = disruptor({ takes: 25_000 });
    expect(marksOf(SLOW, 20, module)).toEqual({ made: 0, cleared: 20 });
    expect(calls).toEqual([
      {
        kind: 'http',
        fault: { port: 8080, averageDelay: '5s' },
        duration: '20000ms',
        options: { proxyPort: 8000 },
      },
    ]);
  });

  it('last to the planned moment, also where they began a little late', () => {
    const { module, calls } = disruptor({ takes: 44_700 });
    expect(marksOf(DATABASE, 44.7, module)).toEqual({ made: 0, cleared: 44.7 });
    expect(calls[0]).toMatchObject({ kind: 'network', fault: { port: 5432 }, duration: '44700ms' });
  });

  it('are no failure where a replica got no request', () => {
    const without = disruptor({ takes: 20_000, fails: 'error: disruptor did not receive any request' });
    expect(marksOf(SLOW, 20, without.module)).toEqual({ made: 0, cleared: 20 });
  });

  it('are one where they ended at once, or for another reason', () => {
    const atOnce = disruptor({ takes: 100, fails: 'disruptor did not receive any request' });
    expect(() => marksOf(SLOW, 20, atOnce.module)).toThrow(/any request/);
    const other = disruptor({ takes: 20_000, fails: 'pods is forbidden' });
    expect(() => marksOf(SLOW, 20, other.module)).toThrow(/forbidden/);
  });
});

describe('agents', () => {
  it('are put into the pods before any load, by a fault that harms nobody', () => {
    const { module, calls } = disruptor();
    const backend = kubernetesBackend(defaults(), ['database', 'third-party'], module);
    expect(backend.check()).toEqual([]);
    const harmless = { kind: 'network', fault: { port: 1, protocol: 'tcp' }, duration: '1s' };
    expect(calls).toEqual([harmless, harmless]);
  });

  it.each([
    ['pods "x" is forbidden: violates PodSecurity "baseline"', /NET_ADMIN: kubectl label namespace default/],
    ['pods "x" is forbidden: cannot patch resource "pods/ephemeralcontainers"', /rbac\.yaml/],
    ['container is waiting: ErrImagePull', /cannot pull the agent's image/],
    ['context deadline exceeded', /did not start in time/],
    ['something new', /something new/],
  ])('that are refused say why: %s', (fails, expected) => {
    const { module } = disruptor({ fails });
    const [problem, ...more] = kubernetesBackend(defaults(), ['database'], module).check();
    expect(more).toEqual([]);
    expect(problem).toMatch(/^FAULT_K8S_DB_LABELS app=postgres in namespace "default": /);
    expect(problem).toMatch(expected);
  });

  it('end what a killed run left them doing, and leave what stands in the way to the check', () => {
    const { module, calls } = disruptor({ fails: 'forbidden' });
    expect(kubernetesBackend(defaults(), ['database'], module).repair()).toEqual([]);
    expect(calls).toHaveLength(1);
  });

  it('are not asked for where no pod has the labels', () => {
    const { module, calls } = disruptor({ pods: [] });
    expect(kubernetesBackend(defaults(), ['database'], module).check()[0]).toMatch(/no pod has these labels/);
    expect(calls).toEqual([]);
  });
});
