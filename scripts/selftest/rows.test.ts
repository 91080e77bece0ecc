import { expect, test } from 'vitest';
import { SCENARIO_NAMES } from '../../lib/catalog.ts';
import { CRITERIA_OF } from '../../lib/criteria/index.ts';
import { VALIDITY_CHECKS } from '../../lib/validity.ts';
import { DEFECTS } from '../../target/defects.ts';
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
    const known: readonly string[] = caughtBy.kind === 'criterion' ? CRITERIA_OF[scenario] : VALIDITY_CHECKS;
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

test('every criterion that gates a scenario has a defect that makes it fail', () => {
  // A criterion that several scenarios share has its defect on one of them at least.
  const turned = new Set(rows.flatMap(({ caughtBy }) => (caughtBy === null ? [] : criteriaOf(caughtBy))));
  const never = SCENARIO_NAMES.flatMap((scenario) =>
    CRITERIA_OF[scenario].filter((id) => !turned.has(id)).map((id) => `${scenario} ${id}`),
  );
  expect(never).toEqual([]);
});
