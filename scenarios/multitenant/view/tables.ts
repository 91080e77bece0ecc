import { LEAK_WORDS } from '../../../lib/leaks/words.ts';
import { numeric, type TableView } from '../../../reports/render/table.ts';
import type { TableContext } from '../../../reports/render/tables/context.ts';
import type { MultitenantDetails } from '../details.ts';

export function multitenantTables(
  details: MultitenantDetails,
  context: TableContext,
): readonly (TableView | null)[] {
  const { tables } = context.messages;
  const { figure, ms, share, count, interval, text } = context;
  const names = LEAK_WORDS[context.language];
  const placeOf = ({ part, form }: (typeof details.leaks)[number]) =>
    part === undefined || form === undefined ? '–' : `${names.parts[part]}, ${names.forms[form]}`;
  const { neighbour, fairness, scaling, crossTenantReads } = details;
  return [
    context.table(
      'isolation',
      tables.isolation,
      [tables.figure, numeric(tables.value)],
      [
        [tables.tenants, count(details.tenants)],
        [tables.responsesChecked, count(details.responsesChecked)],
        [tables.foreignData, count(details.foreignData)],
        [tables.crossTenantAttempted, count(crossTenantReads.attempted)],
        [tables.crossTenantLeaked, count(crossTenantReads.leaked)],
      ],
    ),
    context.table(
      'leaks',
      tables.leaks,
      [tables.request, tables.askedBy, tables.belongsTo, tables.place, tables.excerpt],
      details.leaks.map((leak) => [
        text(leak.request),
        text(leak.askedBy),
        text(leak.belongsTo),
        placeOf(leak),
        text(leak.excerpt),
      ]),
    ),
    context.table(
      'neighbour',
      tables.neighbour,
      [tables.figure, numeric(tables.value), numeric(tables.interval)],
      [
        [tables.quietP95, ms(neighbour.quietP95), '–'],
        [tables.noisyP95, ms(neighbour.noisyP95), '–'],
        ...(neighbour.elsewhereP95 === undefined
          ? []
          : [[tables.elsewhereP95, ms(neighbour.elsewhereP95), '–']]),
        ...(neighbour.quietMeasured === undefined
          ? []
          : [[tables.quietMeasured, share(neighbour.quietMeasured), '–']]),
        [tables.ratio, figure(neighbour.ratio, 'ratio'), interval(neighbour.low, neighbour.high, 'ratio')],
        [tables.jain, figure(fairness.jain, ''), '–'],
        [tables.minShare, share(fairness.minShare), '–'],
        [
          tables.scalingExponent,
          figure(scaling.exponent, 'exponent'),
          interval(scaling.low, scaling.high, 'exponent'),
        ],
      ],
    ),
    context.table(
      'scaling',
      tables.scaling,
      [tables.tenants, 'p50', 'p95', tables.jobRate, tables.samples].map(numeric),
      scaling.points.map((point) => [
        count(point.tenants),
        ms(point.p50),
        ms(point.p95),
        figure(point.jobsPerSecond, 'jobs/s'),
        count(point.n),
      ]),
    ),
    context.table(
      'per-tenant',
      tables.perTenant,
      [tables.workspace, ...[tables.jobs, tables.share, 'p50', 'p95', tables.samples].map(numeric)],
      details.perTenant.map((tenant) => [
        text(tenant.workspace),
        count(tenant.jobs),
        share(tenant.share),
        ms(tenant.p50),
        ms(tenant.p95),
        count(tenant.n),
      ]),
    ),
  ];
}
