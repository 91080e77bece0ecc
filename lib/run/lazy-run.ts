/**
 * The exports of a scenario with many users. The frame of the run (settings, criteria, texts, summary) is made by the
 * virtual users that need it: number 0, which sets up and sums up, the monitor and the watchdog. All others are
 * spared it: it would take several times as much memory as all the rest of a user.
 */
import { randomSeed } from 'k6';
import { generatorNumber } from '../generators/this-generator.ts';
import { isTenantsFile, MAIN_TENANT_ENV } from '../settings/main-tenant-env.ts';
import type { Run, RunData } from './define-run.ts';
import { seedOf } from './seed.ts';

export interface LazyRun<Own> extends Pick<Run<Own>, 'setup' | 'teardown' | 'monitor' | 'watchdog'> {
  readonly options: Run<Own>['options'];
  readonly handleSummary: Run<Own>['handleSummary'];
  readonly user: (data: RunData<Own>) => void;
}

const given = (name: string) => __ENV[name]?.trim() ?? '';

/** @param user one journey of a user, with the token of its tenant. */
export function lazyRun<Own>(
  define: () => Run<Own>,
  user: (data: RunData<Own>, token: string) => void,
): LazyRun<Own> {
  let run: Run<Own> | null = null;
  const frame = () => {
    run ??= define();
    return run;
  };
  const named = given(MAIN_TENANT_ENV.workspace) !== '';
  // Tenants in a file, which k6 opens only at the start, or named by other variables: the frame finds the first.
  if (__VU === 0 || !named || isTenantsFile(given(MAIN_TENANT_ENV.tenants))) frame();
  return {
    options: run === null ? {} : frame().options,
    setup: () => frame().setup(),
    teardown: (data) => frame().teardown(data),
    monitor: (data) => frame().monitor(data),
    watchdog: (data) => frame().watchdog(data),
    handleSummary: (data) => frame().handleSummary(data),
    user: (data) => {
      if (__ITER === 0) randomSeed(seedOf(data.seed, __VU, generatorNumber()));
      user(data, named ? given(MAIN_TENANT_ENV.token) : frame().token);
    },
  };
}
