import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type ApiHooks, combineHooks } from '../../api/hooks.ts';
import { text } from '../../api/reply.ts';
import type { Match } from '../../api/router.ts';
import type { Services } from '../../api/services.ts';
import { Reach } from '../../db/reach.ts';
import { PlantedDefects } from '../planted.ts';

const SUBMISSION: Match = {
  route: {
    method: 'POST',
    pattern: 'w/:w/jobs/run/p/*path',
    access: 'workspace',
    handle: () => text('an id', 201),
  },
  params: {},
};

function planted(defect: 'relapse' | 'hang-on-outage', params: Record<string, number> = {}) {
  const reach = new Reach();
  reach.found();
  const services = { reach } as unknown as Services;
  return { hooks: combineHooks(new PlantedDefects({ names: [defect], params }).api(), services), reach };
}

/** Milliseconds until the submission is answered; null: not within the time. */
async function answered(hooks: ApiHooks, work: Promise<unknown>) {
  const started = performance.now();
  const answer = hooks.around(SUBMISSION, async () => {
    await work;
    return text('an id', 201);
  });
  const reply = await Promise.race([answer, pause(400, null)]);
  return reply === null ? null : performance.now() - started;
}

describe('an API that relapses', () => {
  it('is well after the outage, and bad for good a while later', async () => {
    const { hooks, reach } = planted('relapse', { 'relapse-after-s': 0.2, 'relapse-ms': 150 });
    expect(await answered(hooks, Promise.resolve())).toBeLessThan(100);
    reach.lost();
    await pause(1);
    reach.found();
    expect(await answered(hooks, Promise.resolve())).toBeLessThan(100);
    await pause(250);
    for (let i = 0; i < 2; i += 1) {
      expect(await answered(hooks, Promise.resolve())).toBeGreaterThanOrEqual(145);
    }
  });
});

describe('an API that hangs in an outage', () => {
  it('never answers what met the outage, and all that comes before and after', async () => {
    const { hooks, reach } = planted('hang-on-outage');
    expect(await answered(hooks, Promise.resolve())).not.toBeNull();
    const waiting = answered(hooks, pause(100));
    reach.lost();
    expect(await waiting).toBeNull();
    reach.found();
    expect(await answered(hooks, Promise.resolve())).not.toBeNull();
  });
});
