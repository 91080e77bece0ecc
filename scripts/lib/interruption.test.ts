import { afterEach, describe, expect, it, vi } from 'vitest';
import { Interruption } from './interruption.ts';

afterEach(() => vi.useRealTimers());

describe('Interruption', () => {
  it('takes one Ctrl-C that arrives twice for one, and a later one for the second', () => {
    vi.useFakeTimers();
    const interruption = new Interruption();
    const first = vi.fn();
    const second = vi.fn();
    interruption.onFirst(first);
    interruption.onSecond(second);
    expect(interruption.requested).toBe(false);

    process.emit('SIGINT');
    process.emit('SIGTERM');
    vi.advanceTimersByTime(100);
    process.emit('SIGINT');
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
    expect(interruption.signal.aborted).toBe(true);

    vi.advanceTimersByTime(2000);
    process.emit('SIGINT');
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);

    const late = vi.fn();
    interruption.onFirst(late);
    expect(late).toHaveBeenCalledOnce();
    interruption.release();
    expect(process.listeners('SIGINT')).not.toContain(interruption);
  });
});
