import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import type { SecurityDetails } from '../details.ts';

export function securityTables(
  details: SecurityDetails,
  context: TableContext,
): readonly (TableView | null)[] {
  const { tables, report } = context.messages;
  const { count, text, table } = context;
  const { logs } = details;
  const failed = details.probes.filter((probe) => probe.verdict === 'fail').length;
  const checked = details.probes.filter((probe) => probe.verdict !== 'not-checked').length;
  return [
    table(
      'probes',
      `${tables.probes} (${tables.partOf(count(failed), count(checked))} ${tables.probeVerdict.fail})`,
      [tables.probe, tables.sent, tables.expected, tables.observed, tables.verdict],
      // What went wrong is not to be found at the end of forty rows.
      [...details.probes]
        .sort((a, b) => a.verdict.localeCompare(b.verdict))
        .map((probe) => [
          text(probe.id),
          text(probe.sent),
          text(probe.expected),
          text(probe.observed),
          tables.probeVerdict[probe.verdict],
        ]),
    ),
    table(
      'logs',
      tables.logs,
      [tables.figure, numeric(tables.value)],
      [
        [tables.logSources, logs.sources.length === 0 ? report.none : text(logs.sources.join(', '))],
        [tables.bytesScanned, count(logs.bytesScanned)],
        [tables.findings, count(logs.findings.length)],
      ],
    ),
    table(
      'findings',
      tables.findings,
      [tables.source, numeric(tables.line), tables.rule, tables.excerpt],
      logs.findings.map((finding) => [
        text(finding.source),
        count(finding.line),
        text(finding.rule),
        text(finding.excerpt),
      ]),
    ),
  ];
}
