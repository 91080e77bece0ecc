import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { judgeEffects, ONE_EVENT, readEffects } from '../../shared/canaries/webhook-effects.ts';
import { deliveryArguments, payloadOf, signatureOf } from '../../shared/canaries/webhook-event.ts';
import { crashOutcome } from './arms.ts';

describe('judgeEffects', () => {
  it('accepts each effect exactly once', () => {
    expect(judgeEffects({ ...ONE_EVENT, crashes: 1 }, ONE_EVENT)).toEqual({
      counted: 3,
      expected: 3,
      repeated: false,
      missing: false,
    });
  });

  it('sees a message stored once whose side effects came twice', () => {
    const twice = { messages: 1, sales: 2, amount: 200, score: 100 };
    expect(judgeEffects(twice, ONE_EVENT)).toMatchObject({ counted: 5, repeated: true, missing: false });
  });

  it('sees an effect that is missing, or that the script does not count', () => {
    expect(judgeEffects({ messages: 1, sales: 1, amount: 100, score: 0 }, ONE_EVENT).missing).toBe(true);
    expect(judgeEffects({ messages: 1 }, ONE_EVENT).missing).toBe(true);
  });

  it('sees that another body was applied, although there is one sale', () => {
    expect(judgeEffects({ ...ONE_EVENT, amount: 7 }, ONE_EVENT).missing).toBe(true);
  });

  it('takes any other script’s numbers as they were for one event', () => {
    expect(judgeEffects({ orders: 4 }, { orders: 2 })).toMatchObject({
      counted: 2,
      expected: 1,
      repeated: true,
    });
  });
});

describe('readEffects', () => {
  it('takes the numbers of an object and nothing else', () => {
    expect(readEffects({ eventId: 'x', sales: 1 })).toEqual({ sales: 1 });
    expect(readEffects({ eventId: 'x' })).toBeNull();
    expect(readEffects([1])).toBeNull();
  });
});

describe('crashOutcome', () => {
  it('tells a job that was run again from one that failed, and both from no crash', () => {
    expect(crashOutcome(true, 1)).toBe('again');
    expect(crashOutcome(false, 1)).toBe('failed');
    expect(crashOutcome(null, 1)).toBe('open');
    expect(crashOutcome(true, 0)).toBeNull();
    // It failed for another reason: that is no crash.
    expect(crashOutcome(false, 0)).toBeNull();
  });

  it('takes the word of the job where crashes are not counted', () => {
    expect(crashOutcome(false, null)).toBe('failed');
    expect(crashOutcome(true, null)).toBeNull();
    expect(crashOutcome(null, null)).toBeNull();
  });
});

describe('a delivery', () => {
  const event = { id: 'run/arm/1', contact: 'someone', amount: 100 };

  it('is signed over timestamp and body, as they are sent', () => {
    const { payload, signature } = deliveryArguments(event, 'secret', 1_700_000_000_999);
    const expected = createHmac('sha256', 'secret').update(`1700000000.${payload}`).digest('hex');
    expect(signature).toBe(`t=1700000000,v1=${expected}`);
    expect(signatureOf(payloadOf(event), 'other', 1_700_000_000)).not.toBe(signature);
  });

  it('is unsigned where there is no secret', () => {
    expect(deliveryArguments(event, '', 0)).not.toHaveProperty('signature');
  });
});
