import { describe, expect, it } from 'vitest';
import { acceptanceOf, Ledger, type LedgerEntry } from './ledger.ts';

describe('acceptanceOf', () => {
  it.each([
    [201, '', 'accepted'],
    [400, 'Bad request: Job with id X already exists', 'accepted'],
    [404, 'Not found: script', 'refused'],
    [429, '', 'refused'],
    [400, 'SqlErr: connection terminated', 'unknown'],
    [401, 'Not authorized', 'unknown'],
    [503, '', 'unknown'],
    [0, '', 'unknown'],
  ] as const)('reads %i %s as %s', (status, body, acceptance) => {
    expect(acceptanceOf(status, body)).toBe(acceptance);
  });
});

describe('Ledger', () => {
  it('keeps open what may be there and was not seen to end', () => {
    const ledger = new Ledger();
    const add = (jobId: string, acceptance: 'accepted' | 'refused' | 'unknown', sentAt: number) => {
      const entry: LedgerEntry = { jobId, nonce: jobId, sentAt, acceptance, end: null };
      ledger.add(entry);
      return entry;
    };
    const done = add('a', 'accepted', 1);
    add('b', 'unknown', 2);
    add('c', 'refused', 3);
    done.end = 'completed';
    expect(ledger.open.map(({ jobId }) => jobId)).toEqual(['b']);
    expect(ledger.sentBetween(2, 3).map(({ jobId }) => jobId)).toEqual(['b', 'c']);
  });
});
