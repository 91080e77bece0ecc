import { describe, expect, it } from 'vitest';
import { ascending, sortedQuantile } from './quantile.ts';
import { createRandom } from './random.ts';
import { recovery } from './recovery.ts';
import type { Second } from './recovery-baseline.ts';

const BEFORE = 30;
const FAULT_SECONDS = 15;
const AFTER = 40;
const CLEARED = BEFORE + FAULT_SECONDS;
const END = CLEARED + AFTER;

/** What the system does while it is not well. */
interface Trouble {
  /** Share of the normal rate that is still completed. */
  readonly rate: number;
  /** Factor on latency. */
  readonly latency: number;
  /** Failures, as a share of the normal rate. */
  readonly failures: number;
}
const OUTAGE: Trouble = { rate: 0, latency: 1, failures: 0.5 };
const RETRY_STORM: Trouble = { rate: 0.4, latency: 20, failures: 1 };
const SLOW: Trouble = { rate: 1, latency: 3, failures: 0 };
const HALF: Trouble = { rate: 0.5, latency: 1, failures: 0 };

/** Poisson arrivals with log-normal latencies; trouble from the fault until `delay` seconds after it (null: for good). */
function simulate(
  seed: number,
  rate: number,
  noise: number,
  trouble: Trouble,
  delay: number | null,
): Second[] {
  const random = createRandom(seed);
  const well = delay === null ? Number.POSITIVE_INFINITY : CLEARED + delay;
  const seconds: Second[] = [];
  for (let t = 0; t < END; t++) {
    const bad = Math.max(0, Math.min(t + 1, well) - Math.max(t, BEFORE));
    const latencies = [
      ...Array.from(
        { length: random.poisson(rate * (1 - bad)) },
        () => 100 * Math.exp(noise * random.normal()),
      ),
      ...Array.from(
        { length: random.poisson(rate * bad * trouble.rate) },
        () => 100 * trouble.latency * Math.exp(noise * random.normal()),
      ),
    ];
    const failed = random.poisson(rate * bad * trouble.failures);
    const p95 = latencies.length > 0 ? sortedQuantile(ascending(latencies), 0.95) : null;
    // A second in which nothing happens has no entry, as in a log.
    if (latencies.length + failed > 0) seconds.push({ t, completed: latencies.length, failed, p95 });
  }
  return seconds;
}

const FAULT = { startedAt: BEFORE, clearedAt: CLEARED };
const RUNS = 60;

function shares(rate: number, noise: number, trouble: Trouble, delay: number | null) {
  let within = 0;
  let never = 0;
  let detected = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const answer = recovery(simulate(seed, rate, noise, trouble, delay), FAULT, { endsAt: END });
    if (!answer.ok) continue;
    const { status, timeToRecoverSeconds, timeToDetectSeconds } = answer.value;
    if (status === 'not-recovered') never++;
    if (delay !== null && timeToRecoverSeconds !== null && Math.abs(timeToRecoverSeconds - delay) <= 1)
      within++;
    if (timeToDetectSeconds !== null && timeToDetectSeconds <= 1) detected++;
  }
  return { within: within / RUNS, never: never / RUNS, detected: detected / RUNS };
}

describe('recovery of simulated systems with a known delay', () => {
  const cases = [10, 20, 40].flatMap((rate) =>
    (
      [
        ['outage', OUTAGE],
        ['retry storm', RETRY_STORM],
        ['slowness', SLOW],
      ] as const
    ).map(([name, trouble]) => [name, rate, trouble] as const),
  );

  it.each(cases)('%s at %i jobs/s: right within a second, detected within a second', (_, rate, trouble) => {
    for (const delay of [0, 3.4, 12]) {
      const { within, detected } = shares(rate, 0.2, trouble, delay);
      expect(within).toBeGreaterThanOrEqual(0.93);
      expect(detected).toBeGreaterThanOrEqual(0.95);
    }
  });

  it.each(cases)('%s at %i jobs/s that never ends: no recovery reported', (_, rate, trouble) => {
    expect(shares(rate, 0.2, trouble, null).never).toBe(1);
  });

  it('half the throughput for good is no recovery, at any of these rates', () => {
    for (const rate of [10, 20, 40]) expect(shares(rate, 0.2, HALF, null).never).toBe(1);
  });

  it('a fault that nobody notices: unaffected in nine of ten', () => {
    let unaffected = 0;
    let relapsed = 0;
    for (let seed = 1; seed <= 5 * RUNS; seed++) {
      const answer = recovery(simulate(seed, 20, 0.2, { rate: 1, latency: 1, failures: 0 }, 0), FAULT, {
        endsAt: END,
      });
      if (answer.ok && answer.value.status === 'unaffected') unaffected++;
      if (answer.ok && answer.value.relapsedAfterSeconds !== null) relapsed++;
    }
    expect(unaffected / RUNS / 5).toBeGreaterThan(0.9);
    expect(relapsed / RUNS / 5).toBeLessThan(0.02);
  });
});

describe('recovery of exact series', () => {
  const exact = (completed: (t: number) => number, p95: (t: number) => number | null = () => 100) =>
    Array.from({ length: END }, (_, t) => ({ t, completed: completed(t), failed: 0, p95: p95(t) }));

  it('waits for the latency after the backlog has been worked off', () => {
    const series = exact(
      (t) => (t >= BEFORE && t < CLEARED ? 0 : t >= CLEARED && t < CLEARED + 8 ? 15 : 10),
      (t) => (t >= BEFORE && t < CLEARED ? null : t >= CLEARED && t < CLEARED + 8 ? 900 : 100),
    );
    expect(recovery(series, FAULT)).toMatchObject({
      value: { status: 'recovered', timeToDetectSeconds: 0, timeToRecoverSeconds: 8 },
    });
  });

  it('does not count a short good spell before a relapse', () => {
    const up = (t: number) => t < BEFORE || (t >= CLEARED + 2 && t < CLEARED + 14) || t >= CLEARED + 20;
    expect(
      recovery(
        exact((t) => (up(t) ? 10 : 0)),
        FAULT,
      ),
    ).toMatchObject({
      value: { status: 'recovered', timeToRecoverSeconds: 20, relapsedAfterSeconds: 14 },
    });
  });

  it.each<[string, Parameters<typeof exact>]>([
    ['the last three seconds are slow', [() => 10, (t) => (t >= END - 3 ? 4500 : 100)]],
    ['nothing is done in the last two seconds', [(t) => (t >= END - 2 ? 0 : 10)]],
    ['half is done in the last ten seconds', [(t) => (t >= END - 10 ? 5 : 10)]],
  ])('is none when %s, although the average of all that follows is good', (_, series) => {
    const answer = recovery(exact(...series), FAULT);
    expect(answer).toMatchObject({ value: { status: 'not-recovered', timeToRecoverSeconds: null } });
    expect(answer.ok && (answer.value.relapsedAfterSeconds ?? 0)).toBeGreaterThanOrEqual(AFTER - 10);
  });

  it('counts from the end of a relapse, and takes one slow second for a hiccup', () => {
    const dip = exact((t) => (t >= CLEARED + 20 && t < CLEARED + 22 ? 0 : 10));
    expect(recovery(dip, FAULT)).toMatchObject({
      value: { status: 'recovered', timeToRecoverSeconds: 22, relapsedAfterSeconds: 20 },
    });
    const hiccup = exact(
      () => 10,
      (t) => (t === CLEARED + 20 ? 400 : 100),
    );
    expect(recovery(hiccup, FAULT)).toMatchObject({
      value: { timeToRecoverSeconds: 0, relapsedAfterSeconds: null },
    });
  });

  it('says which loss it could have seen: in one second far more than in all of them', () => {
    const answer = recovery(
      exact(() => 10),
      FAULT,
    );
    if (!answer.ok) throw new Error(answer.reason);
    const { second, lasting } = answer.value.visibleShortfall;
    // Evenly paced, 10 jobs/s: five standard errors of a second, four of all forty.
    expect(second).toBeCloseTo(5 * Math.sqrt((0.25 / 10) * (1 + 1 / BEFORE)), 6);
    expect(lasting).toBeCloseTo(4 * Math.sqrt((0.25 / 10) * (1 / AFTER + 1 / BEFORE)), 6);
  });

  it('takes silence after the last entry for silence only if it is told when the observation ended', () => {
    const silent = exact(() => 10).filter(({ t }) => t < BEFORE);
    expect(recovery(silent, FAULT, { endsAt: END })).toMatchObject({
      value: { status: 'not-recovered', timeToDetectSeconds: 0, timeToRecoverSeconds: null },
    });
    expect(recovery(silent, FAULT)).toMatchObject({ ok: false, code: 'short-aftermath' });
  });

  it('says why it has no answer', () => {
    const series = exact(() => 10);
    expect(recovery(series, { startedAt: 5, clearedAt: 20 })).toMatchObject({
      ok: false,
      code: 'short-baseline',
    });
    expect(recovery(series, { startedAt: 40, clearedAt: 30 })).toMatchObject({
      ok: false,
      code: 'bad-times',
    });
    expect(
      recovery(
        exact(() => 0),
        FAULT,
      ),
    ).toMatchObject({ ok: false, code: 'idle-baseline' });
    expect(
      recovery(
        exact((t) => (t % 20 === 0 ? 1 : 0)),
        FAULT,
      ),
    ).toMatchObject({ ok: false, code: 'rate-too-low' });
    expect(recovery([], FAULT)).toMatchObject({ ok: false, code: 'empty' });
  });
});
