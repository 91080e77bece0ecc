import { multitenantRun } from '../scenarios/multitenant/load.ts';

export const {
  options,
  setup,
  teardown,
  handleSummary,
  monitor,
  watchdog,
  isolation,
  steady,
  flood,
  scaling,
} = multitenantRun();
