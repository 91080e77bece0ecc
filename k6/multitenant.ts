import { tenantScenario } from '../lib/tenants/scenario.ts';

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
} = tenantScenario();
