import type { DetailsOf } from '../../result-schema.ts';
import { numeric, type TableView } from '../table.ts';
import type { TableContext } from './context.ts';

export function webhookTables(
  details: DetailsOf<'duplicate-webhooks'>,
  context: TableContext,
): readonly (TableView | null)[] {
  const { tables, verdict } = context.messages;
  const { count, text } = context;
  return [
    context.table(
      'arms',
      tables.arms,
      [
        tables.arm,
        ...[tables.rounds, tables.sent, tables.accepted, tables.sideEffects, tables.expected].map(numeric),
        tables.verdict,
        tables.reason,
      ],
      details.arms.map((arm) => [
        context.name(tables.armNames, arm.name),
        count(arm.rounds),
        count(arm.sent),
        count(arm.accepted),
        count(arm.sideEffects),
        count(arm.expected),
        verdict[arm.verdict],
        text(arm.detail),
      ]),
    ),
  ];
}

export function securityTables(
  details: DetailsOf<'security'>,
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
