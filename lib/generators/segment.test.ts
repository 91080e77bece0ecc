import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executionSegment, MAX_GENERATORS, parseSegment, segmentOf, segmentSequence } from './segment.ts';

describe('shares of a load', () => {
  it('are read as people write them, and nothing else is', () => {
    expect(parseSegment('2/4')).toEqual({ index: 2, of: 4 });
    for (const wrong of ['', '0/4', '5/4', '2', '2/', '-1/4', '1/65', '2/4/6', 'a/b']) {
      expect(parseSegment(wrong)).toBeNull();
    }
  });

  it('are what k6 is told and tells again, reduced or not', () => {
    expect(executionSegment({ index: 2, of: 4 })).toBe('1/4:2/4');
    expect(segmentSequence(3)).toBe('0,1/3,2/3,1');
    expect(segmentOf('1/4:1/2')).toEqual({ index: 2, of: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: MAX_GENERATORS }), fc.nat(), (of, some) => {
        const segment = { index: (some % of) + 1, of };
        expect(segmentOf(executionSegment(segment))).toEqual(segment);
      }),
    );
  });

  it('are none where k6 carries all of it, or an unequal part', () => {
    for (const text of [null, undefined, '', '0:1', '0:2/3', '1/4:3/4', ':', 'x:y']) {
      expect(segmentOf(text)).toBeNull();
    }
  });
});
