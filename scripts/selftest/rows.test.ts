import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VALIDITY_CHECKS, type ValidityCheckId } from '../../lib/validity.ts';
import { SCENARIO_NAMES, SCENARIOS } from '../../scenarios/index.ts';
import { DEFECTS } from '../../target/planted/index.ts';
import { batches, criteriaOf, selftestRows } from './rows.ts';

const rows = selftestRows(SCENARIO_NAMES);

test('every scenario is run on the healthy target, and every defect on its scenario', () => {
  const healthy = rows.filter(({ defect, like }) => (defect ?? like) === null);
  expect([...new Set(healthy.map(({ scenario }) => scenario))]).toEqual(SCENARIO_NAMES);
  expect([...new Set(rows.flatMap(({ defect }) => defect ?? []))]).toEqual(Object.keys(DEFECTS));
});

test('what a defect turns is a criterion of its scenario, or a validity check', () => {
  for (const { scenario, caughtBy, defect } of rows) {
    if (caughtBy === null) continue;
    const known: readonly string[] =
      caughtBy.kind === 'criterion' ? Object.keys(SCENARIOS[scenario].spec.criteria) : VALIDITY_CHECKS;
    for (const id of criteriaOf(caughtBy)) expect(known, `${defect} on ${scenario}`).toContain(id);
  }
});

test('only what is not timed shares the machine', () => {
  const all = batches(rows);
  expect(all.flat()).toEqual(rows);
  for (const batch of all.filter(({ length }) => length > 1)) {
    for (const { scenario } of batch) expect(['security', 'duplicate-webhooks']).toContain(scenario);
  }
});

/** What rows turn: `scenario criterion`, and the validity checks. */
const turnedCriteria = new Set(
  rows.flatMap(({ scenario, caughtBy }) =>
    caughtBy?.kind === 'criterion' ? criteriaOf(caughtBy).map((id) => `${scenario} ${id}`) : [],
  ),
);
const turnedChecks = new Set(
  rows.flatMap(({ caughtBy }) => (caughtBy?.kind === 'validity' ? criteriaOf(caughtBy) : [])),
);

/**
 * What no target and nothing beside k6 can turn, proven on recorded runs: k6 starts every iteration of the executors
 * that the scenarios have, and no answer that was found makes a journey throw.
 */
const ON_RECORDED_RUNS: Readonly<Partial<Record<ValidityCheckId, string>>> = {
  'no-dropped-iterations': 'discarded',
  'journeys-sound': 'unknown',
};

test('every criterion of every scenario has a row that turns it', () => {
  const all = SCENARIO_NAMES.flatMap((scenario) =>
    Object.keys(SCENARIOS[scenario].spec.criteria).map((id) => `${scenario} ${id}`),
  );
  expect(all.filter((row) => !turnedCriteria.has(row))).toEqual([]);
});

test('every validity check has a row that turns it, or a recorded run', () => {
  const known = Object.keys(ON_RECORDED_RUNS);
  expect(VALIDITY_CHECKS.filter((id) => !turnedChecks.has(id) && !known.includes(id))).toEqual([]);
  expect(known.filter((id) => turnedChecks.has(id))).toEqual([]);
  const tests = readFileSync(
    new URL('../../reports/analysis/validity/validity.test.ts', import.meta.url),
    'utf8',
  );
  for (const [id, verdict] of Object.entries(ON_RECORDED_RUNS)) {
    expect(tests).toMatch(new RegExp(`check\\('${id}'[\\s\\S]{0,200}${verdict}`));
  }
});
