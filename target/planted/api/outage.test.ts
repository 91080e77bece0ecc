import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { text } from '../../api/reply.ts';
import type { Match } from '../../api/router.ts';
import type { Services } from '../../api/services.ts';
import { Reach } from '../../db/reach.ts';
import { PlantedDefects } from '../planted.ts';
import { OUTAGE_DEFECTS } from './outage.ts';

const SUBMISSION: Match = {
  route: {
    method: 'POST',
    pattern: 'w/:w/jobs/run/p/*path',
    access: 'workspace',
    handle: () => text('an id', 201),
  },
  params: {},
};

function servicesWith(defect: 'relapse' | 'hang-on-outage', params: Record<string, number> = {}) {
  const reach = new Reach();
  reach.found();
  return { reach, planted: new PlantedDefects({ names: [defect], params }) } as unknown as Services;
}

/** Milliseconds until the submission is answered; null: not within the time. */
async function answered(hooks: keyof typeof OUTAGE_DEFECTS, services: Services, work: Promise<unknown>) {
  const started = performance.now();
  const answer = OUTAGE_DEFECTS[hooks].around?.(SUBMISSION, services, async () => {
    await work;
    return text('an id', 201);
  });
  const reply = await Promise.race([answer, pause(400, null)]);
  return reply === null ? null : performance.now() - started;
}

describe('an API that relapses', () => {
  it('is well after the outage, and bad for good a while later', async () => {
    const services = servicesWith('relapse', { 'relapse-after-s': 0.2, 'relapse-ms': 150 });
    OUTAGE_DEFECTS.relapse.start?.(services);
    expect(await answered('relapse', services, Promise.resolve())).toBeLessThan(100);
    services.reach.lost();
    await pause(1);
    services.reach.found();
    expect(await answered('relapse', services, Promise.resolve())).toBeLessThan(100);
    await pause(250);
    for (let i = 0; i < 2; i += 1) {
      expect(await answered('relapse', services, Promise.resolve())).toBeGreaterThanOrEqual(145);
    }
  });
});

describe('an API that hangs in an outage', () => {
  it('never answers what met the outage, and all that comes before and after', async () => {
    const services = servicesWith('hang-on-outage');
    expect(await answered('hang-on-outage', services, Promise.resolve())).not.toBeNull();
    const waiting = answered('hang-on-outage', services, pause(100));
    services.reach.lost();
    expect(await waiting).toBeNull();
    services.reach.found();
    expect(await answered('hang-on-outage', services, Promise.resolve())).not.toBeNull();
  });
});
