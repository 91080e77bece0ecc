import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { TargetCaller } from './support/target-caller.ts';

/** Windmill's minute and a half of waiting for a dead worker's jobs, shortened. */
const RESCUE = { zombieTimeoutMs: 3_000, zombieCheckMs: 300, pingMs: 300 } as const;
const WEBHOOK = 'f/perf/inbound_webhook';

let target: RunningTarget;
let caller: TargetCaller;

beforeAll(async () => {
  target = await startTarget({ workers: 1, tenants: 1, jobProcess: true, ...RESCUE });
  caller = new TargetCaller(target);
}, 90_000);
afterAll(() => target?.stop());

const payloadOf = (id: string) => JSON.stringify({ id, data: { contact: 'someone', amount: 100 } });

/** Runs a script to its end; what the completed job says. */
async function run(script: string, args: Record<string, unknown>): Promise<Record<string, unknown>> {
  return caller.completed(await caller.submit(script, args), 30_000);
}

/** The result of the crashed job, of the sender's next delivery, and what is counted then. */
async function crash(id: string, crashWorker: boolean) {
  const payload = payloadOf(id);
  const crashed = await run(WEBHOOK, { payload, crashAfterCommit: true, crashWorker });
  const again = await run(WEBHOOK, { payload });
  const counted = await run('f/perf/count_effects', { eventId: id });
  return { crashed, again, counted };
}

const ONCE = { result: { messages: 1, sales: 1, amount: 100, score: 50, crashes: 1 } };

describe('a crash between commit and answer', { timeout: 60_000 }, () => {
  it('of the job alone: it fails and is not run again', async () => {
    const { crashed, again, counted } = await crash('job-alone', false);
    expect(crashed).toMatchObject({ success: false });
    expect(again).toMatchObject({ success: true, result: { outcome: 'duplicate' } });
    expect(counted).toMatchObject(ONCE);
  });

  it('of its worker: the same job is run again, and the effects are there once', async () => {
    const { crashed, again, counted } = await crash('with-worker', true);
    expect(crashed).toMatchObject({ success: true, result: { outcome: 'duplicate' } });
    expect(again).toMatchObject({ success: true, result: { outcome: 'duplicate' } });
    expect(counted).toMatchObject(ONCE);
  });
});
