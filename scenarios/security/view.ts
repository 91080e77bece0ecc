/** What a reader sees of the probes. */
import type { ScenarioReport } from '../../reports/scenario-report.ts';
import { probingBegan, scanRun } from './analysis/run-scan.ts';
import { securityAnalysis } from './analysis.ts';
import { type SecurityDetails, securityDetails } from './details.ts';
import { type SecuritySettings, securityScenario } from './scenario.ts';
import { securityTables } from './view/tables.ts';

export const securityReport: ScenarioReport<SecurityDetails, SecuritySettings> = {
  spec: securityScenario,
  details: securityDetails,
  analysis: securityAnalysis,
  view: { tables: securityTables, comparesTraffic: false, keyFigures: false, noLoad: true },
  // Searches the logs, unless an earlier report did: by now they may be gone.
  collect: async (files, { folder, logFiles, logStarts, secrets }) => {
    if (files.logScan !== null) return files;
    const { summary } = files;
    const part = logStarts ?? probingBegan(summary);
    return { ...files, logScan: await scanRun(folder, summary.runId, logFiles, secrets, part) };
  },
};
