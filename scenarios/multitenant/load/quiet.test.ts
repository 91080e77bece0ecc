import { describe, expect, test } from 'vitest';
import type { Slot } from './plan.ts';
import { QuietWatch } from './quiet.ts';

const PACE = 0.3;
const slot: Slot = { name: 'quiet_1', startSeconds: 10, seconds: 2.5, guardSeconds: 0, measuredSeconds: 0.6 };

/** A user that acts at its pace from a moment on; the flood's jobs are gone at another. */
function live(goneAt: number, from = 10.1, window = slot, watch = new QuietWatch(PACE)) {
  const counted: number[] = [];
  let asked = 0;
  let begun = 0;
  for (let due = from; due < window.startSeconds + window.seconds; due += PACE) {
    const { counts, begins } = watch.act(window, due, () => {
      asked += 1;
      return due >= goneAt;
    });
    if (counts) counted.push(Number(due.toFixed(1)));
    if (begins) begun += 1;
  }
  return { counted, asked, begun };
}

describe('a quiet window', () => {
  test('without a backlog is measured from the second act on, for as long as a noisy one', () => {
    expect(live(10)).toEqual({ counted: [10.4, 10.7], asked: 1, begun: 1 });
  });

  test('with a backlog waits until it is gone, whenever that is', () => {
    expect(live(11.2)).toEqual({ counted: [11.6, 11.9], asked: 5, begun: 1 });
  });

  test('is left out by who would not be done before it ends', () => {
    expect(live(11.7)).toMatchObject({ counted: [], begun: 0 });
    expect(live(99)).toEqual({ counted: [], asked: 8, begun: 0 });
  });

  test('is asked about anew, each of them', () => {
    const watch = new QuietWatch(PACE);
    expect(live(10, 10.1, slot, watch).counted).toHaveLength(2);
    const next = { ...slot, name: 'quiet_2', startSeconds: 20 };
    expect(live(21, 20.1, next, watch)).toEqual({ counted: [21.3, 21.6], asked: 4, begun: 1 });
  });

  test('lets a user back into its place while nothing counts', () => {
    const watch = new QuietWatch(PACE);
    expect(watch.isWaiting(slot, 10)).toBe(true);
    watch.act(slot, 10, () => true);
    expect(watch.isWaiting(slot, 10.2)).toBe(true);
    expect(watch.isWaiting(slot, 10.3)).toBe(false);
    expect(watch.isWaiting(slot, 10.9)).toBe(true);
  });
});
