import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headlineOf } from './headline.ts';

describe('headlineOf', () => {
  it('takes the first clause and leaves the others as points', () => {
    expect(
      headlineOf('About 39 jobs/s (38–40), reached at 10 users; more users only wait; it breaks at 40.'),
    ).toEqual({
      headline: 'About 39 jobs/s (38–40), reached at 10 users',
      points: ['More users only wait', 'It breaks at 40'],
    });
  });

  it('does not leave a headline that says nothing', () => {
    expect(headlineOf('Does not hold. 10 users: p95 2.5 s; 3 % failed. Observed: nothing.')).toEqual({
      headline: 'Does not hold. 10 users: p95 2.5 s',
      points: ['3 % failed', 'Observed: nothing'],
    });
  });

  it('keeps abbreviations and decimals whole', () => {
    expect(headlineOf('Otros, p. ej. un proceso, usaron 0.5 núcleos de 2 cada segundo').points).toEqual([]);
  });

  it('loses no word and invents none', () => {
    const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}%/–-]+/gu) ?? [];
    const clause = fc.array(fc.constantFrom('jobs', 'Users', '10', '2.5 s', 'p95', 'p. ej.', '%'), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(clause, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('; ', '. '),
        (clauses, joint) => {
          const answer = clauses.map((each) => each.join(' ')).join(joint);
          const { headline, points } = headlineOf(answer);
          expect(words([headline, ...points].join(' '))).toEqual(words(answer));
        },
      ),
    );
  });
});
