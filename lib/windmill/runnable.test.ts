import { expect, test } from 'vitest';
import { deployedRoute, flowName, pathOf, runRoute } from './runnable.ts';

test.each([
  ['f/perf/echo', 'p', '/scripts/exists/p'],
  [flowName('f/perf/inbound_flow'), 'f', '/flows/exists'],
])('%s is run, and looked for, where its kind is', (name, kind, exists) => {
  const path = pathOf(name);
  expect(runRoute('/jobs/run', name)).toEqual({
    path: `/jobs/run/${kind}/${path}`,
    route: `/jobs/run/${kind}/{path}`,
  });
  expect(deployedRoute('exists', name)).toEqual({ path: `${exists}/${path}`, route: `${exists}/{path}` });
});
