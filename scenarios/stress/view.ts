/** What a reader sees of a stress run. */

import type { Result } from '../../reports/result-schema.ts';
import type { ScenarioReport } from '../../reports/scenario-report.ts';
import { stressAnalysis } from './analysis.ts';
import { type StressDetails, stressDetails } from './details.ts';
import { STRESS_SETTINGS, type StressSettings, stressScenario } from './scenario.ts';
import { capacityChart } from './view/capacity-chart.ts';
import { stressTables } from './view/tables.ts';

/** The p95 at which a step counts as broken, as the run had it. */
function latencyLimit({ fingerprint }: Result): number | null {
  const limit = fingerprint.settings[STRESS_SETTINGS.stressLatencyMs.env];
  return typeof limit === 'number' ? limit : null;
}

export const stressReport: ScenarioReport<StressDetails, StressSettings> = {
  spec: stressScenario,
  details: stressDetails,
  analysis: stressAnalysis,
  view: {
    tables: stressTables,
    charts: (details, context, result) => [capacityChart(details, latencyLimit(result), context)],
    figures: (details, figure) => [
      figure('max-users', 'users', 'higher', details.maxUsers.good),
      figure('peak-jobs', 'jobs/s', 'higher', details.peakJobsPerSecond),
    ],
    comparesTraffic: false,
    keyFigures: true,
    latencyLimit,
    // A step is called by its users.
    markName: (label, { steps }, context) => {
      const step = /^step_(\d+)$/.exec(label);
      const users = step === null ? undefined : steps[Number(step[1]) - 1]?.users;
      return users === undefined ? null : context.figure(users, 'users');
    },
  },
};
