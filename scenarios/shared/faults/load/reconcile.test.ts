import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import { type Acceptance, Ledger } from './ledger.ts';
import { fatesOf } from './reconcile.ts';

const CALL_MS = 250;
const RESCUE_MS = 100_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** How a system answers when it is asked for a job; `endsAt` in ms. */
type Answers = 'silence' | 'no such job' | { readonly endsAt: number; readonly success?: boolean };

/** A system each answer of which takes a quarter of a second of the faked clock. */
function systemThat(answers: Answers): Pick<WindmillClient, 'result' | 'inWorkspace'> {
  const reply = { status: 200, statusText: '', body: '', headers: {}, durationMs: 0, errorCode: 0 };
  const pass = () => vi.setSystemTime(Date.now() + CALL_MS);
  return {
    result: () => {
      pass();
      if (answers === 'silence') return { reply, value: null };
      const completed = typeof answers === 'object' && Date.now() >= answers.endsAt;
      const success = typeof answers === 'object' && answers.success !== false;
      return { reply, value: { completed, success, result: null } };
    },
    inWorkspace: () => {
      pass();
      return { ...reply, status: answers === 'no such job' ? 404 : 200 };
    },
  };
}

function fate(answers: Answers, acceptance: Acceptance = 'accepted') {
  const ledger = new Ledger();
  ledger.add({ jobId: 'one', nonce: 'one', sentAt: 0, acceptance, end: null });
  const client = systemThat(answers) as WindmillClient;
  const [found] = [...fatesOf({ client, ledger, deadline: RESCUE_MS }).values()];
  return { found, seconds: Date.now() / 1000 };
}

describe('what became of an accepted job', () => {
  it('that Windmill’s zombie restart brings back after 71 s: it ended', () => {
    const { found, seconds } = fate({ endsAt: 71_000 });
    expect(found).toBe('completed');
    expect(seconds).toBeLessThan(72);
  });

  it('that ended as a failure: it failed, and nobody waits', () => {
    expect(fate({ endsAt: 0, success: false })).toEqual({ found: 'failed', seconds: 0.25 });
  });

  it('that is gone: it is lost, and nobody waits for a rescue that cannot come', () => {
    const { found, seconds } = fate('no such job');
    expect(found).toBe('lost');
    expect(seconds).toBeLessThan(1);
  });

  it('that is there without an end when the longest rescue is over: unfinished, not lost', () => {
    const { found, seconds } = fate({ endsAt: Number.POSITIVE_INFINITY });
    expect(found).toBe('unfinished');
    expect(seconds).toBeGreaterThanOrEqual(100);
  });

  it('of which a silent system tells nothing: untold', () => {
    expect(fate('silence').found).toBe('untold');
  });
});

it('a job that nobody was promised may be missing, and is not asked for when it was refused', () => {
  expect(fate('no such job', 'unknown').found).toBe('absent');
  expect(fate({ endsAt: Number.POSITIVE_INFINITY }, 'unknown').found).toBe('unfinished');
  expect(fate('no such job', 'refused')).toEqual({ found: undefined, seconds: expect.any(Number) });
});
