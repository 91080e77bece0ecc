/** security: probes as the run recorded them, and the search of the logs. */

import { z } from 'zod';
import type { Language } from '../../lib/i18n/types.ts';
import type { Observation, ScenarioAnalysis } from '../../reports/analysis/scenario-analysis.ts';
import type { RunScan } from '../../reports/logs/run-scan.ts';
import type { SecurityDetails } from './details.ts';
import { PROBE_AREAS, type ProbeArea, type SecurityData } from './load/areas.ts';
import { SECURITY_WORDS } from './messages.ts';
import type { SecuritySettings } from './scenario.ts';
import { type SecurityCriterion, securityScenario } from './scenario.ts';

const probeSchema = z.object({
  area: z.enum(PROBE_AREAS),
  id: z.string(),
  sent: z.string(),
  expected: z.string(),
  observed: z.string(),
  verdict: z.enum(['pass', 'fail', 'not-checked']),
});

const dataSchema = z.object({
  probes: z.array(probeSchema),
  requests: z.number(),
  planned: z.number(),
  errorsInspected: z.number(),
  answersSearched: z.number(),
}) satisfies z.ZodType<SecurityData>;

const NOTHING: SecurityData = { probes: [], requests: 0, planned: 0, errorsInspected: 0, answersSearched: 0 };

/** Which criterion stands for which probes. */
const AREA_OF: Readonly<Partial<Record<SecurityCriterion, ProbeArea>>> = {
  'access-denied': 'access',
  'tenant-boundary': 'tenants',
  'rights-enforced': 'scopes',
  'webhook-signature': 'webhook',
  'errors-without-internals': 'errors',
  'secrets-hidden': 'secrets',
};

/** Failed probes of an area over the checked ones; for secrets, findings in the logs count as well. */
function observe(
  data: SecurityData,
  scan: RunScan | null,
  area: ProbeArea,
  words: (typeof SECURITY_WORDS)['en'],
): Observation {
  const checked = data.probes.filter((probe) => probe.area === area && probe.verdict !== 'not-checked');
  const failed = checked.filter((probe) => probe.verdict === 'fail');
  const named = failed.slice(0, 3).map((probe) => probe.id);
  if (area !== 'secrets') {
    const detail = named.length === 0 ? {} : { detail: words.failed(named, failed.length) };
    return { value: checked.length === 0 ? null : failed.length, n: checked.length, ...detail };
  }
  const found = scan === null ? 0 : scan.findings.length + scan.moreFindings;
  const places = [
    ...named,
    ...(scan?.findings.slice(0, 3).map(({ source, line }) => `${source}:${line}`) ?? []),
  ];
  const value = checked.length === 0 && found === 0 ? null : failed.length + found;
  const n = checked.length + (scan?.sources.length ?? 0);
  if (places.length > 0) return { value, n, detail: words.failed(places, failed.length + found) };
  // Without a log of the server, half of what the criterion is about was never looked at.
  return scan === null || scan.serverLogs === 0 || scan.unreadable.length > 0
    ? { value, n, open: true, detail: words.noServerLog }
    : { value, n };
}

export const securityAnalysis: ScenarioAnalysis<SecurityDetails, SecuritySettings, SecurityCriterion> = {
  analyse: ({ summary, files, language }) => {
    const words = SECURITY_WORDS[language satisfies Language];
    const parsed = dataSchema.safeParse(summary.scenarioData);
    const data = parsed.success ? parsed.data : NOTHING;
    const scan = files.logScan;
    const checked = data.probes.filter((probe) => probe.verdict !== 'not-checked');
    const failed = checked.filter((probe) => probe.verdict === 'fail');
    const notChecked = data.probes.filter((probe) => probe.verdict === 'not-checked');
    const findings = scan === null ? 0 : scan.findings.length + scan.moreFindings;
    const details: SecurityDetails = {
      kind: 'security',
      // What failed comes first: that is what a reader looks for.
      probes: [...failed, ...notChecked, ...checked.filter((probe) => probe.verdict === 'pass')].map(
        ({ id, sent, expected, observed, verdict }) => ({ id, sent, expected, observed, verdict }),
      ),
      logs: {
        sources: [...(scan?.sources ?? [])],
        bytesScanned: scan?.bytesScanned ?? 0,
        findings: [...(scan?.findings ?? [])],
      },
    };
    const observed: Partial<Record<SecurityCriterion, Observation>> = {};
    for (const id of Object.keys(securityScenario.criteria) as SecurityCriterion[]) {
      const area = AREA_OF[id];
      if (area !== undefined) observed[id] = observe(data, scan, area, words);
    }
    const answer = () =>
      words.answer({ checked: checked.length, failed: failed.length, findings, logs: scan?.serverLogs ?? 0 });
    return {
      details,
      observed,
      samples: checked.length,
      // The load is the probes: no virtual user has to be at work, and what they find is no matter of time.
      validity:
        checked.length === 0
          ? {}
          : {
              'load-delivered': { verdict: 'valid', detail: words.delivered(checked.length, data.requests) },
              'generator-not-busy': { verdict: 'valid', detail: words.untimed },
            },
      answer,
      graveAnswer: answer,
      notEstablished: [
        ...notChecked.slice(0, 1).map(() => words.notChecked(notChecked.length, reasonsOf(notChecked))),
        ...(scan?.unreadable ?? []).map(({ source, reason }) => words.unreadable(source, reason)),
        ...(scan?.byTime === true && findings > 0 ? [words.byTime] : []),
        words.limits,
      ],
    };
  },
};

function reasonsOf(probes: readonly { readonly observed: string }[]): readonly string[] {
  return [...new Set(probes.map((probe) => probe.observed))].slice(0, 4);
}
