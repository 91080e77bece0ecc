/**
 * The exports of a scenario with many users. The frame of the run (settings, criteria, texts, summary) is made by the
 * virtual users that need it: number 0, which sets up and sums up, the monitor and the watchdog. All others are
 * spared it: it would take several times as much memory as all the rest of a user.
 */
import { randomSeed } from 'k6';
import { generatorNumber } from '../generators/generator-number.ts' with { evaluate: 'first-call' };
import { isTenantsFile, MAIN_TENANT_ENV } from '../settings/main-tenant-env.ts';
import type { Run, RunData } from './define-run.ts';
import { seedOf } from './seed.ts';

/** Of these, k6 asks number 0 alone; all others have none of them. */
type Once<Own> = Pick<Run<Own>, 'options' | 'setup' | 'teardown' | 'handleSummary'>;

export interface LazyRun<Own> extends Pick<Run<Own>, 'monitor' | 'watchdog'>, Partial<Once<Own>> {
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
  let token: string | null = null;
  const often: LazyRun<Own> = {
    monitor: (data) => frame().monitor(data),
    watchdog: (data) => frame().watchdog(data),
    user: (data) => {
      if (token === null) {
        token = named ? given(MAIN_TENANT_ENV.token) : frame().token;
        randomSeed(seedOf(data.seed, __VU, given('PERF_GENERATORS') === '' ? 0 : generatorNumber()));
      }
      user(data, token);
    },
  };
  return __VU === 0 ? { ...frame(), ...often } : often;
}
