import type { Latency, Result } from '../../result-schema.ts';
import { isEstablished, type PercentileName, starred } from '../percentile.ts';
import { scopeText } from '../scope.ts';
import { numeric, type TableView } from '../table.ts';
import type { TableContext } from './context.ts';

const percentOfACore = (cores: number | null | undefined) => (cores == null ? null : cores * 100);

/** Requests by route, of the whole run; those of the monitor and the set-up under their own names. */
function routesTable({ traffic: { routes = [] } }: Result, context: TableContext): TableView | null {
  const { tables } = context.messages;
  const { count, figure, share, ms, text } = context;
  const thin = routes.some(({ n }) => !isEstablished('p99', n));
  return context.table(
    'routes',
    `${tables.routes} (${context.messages.report.wholeRun})`,
    [
      tables.route,
      ...[tables.samples, tables.perSecond, tables.errorRate, 'p50', 'p95', 'p99', tables.maximum].map(
        numeric,
      ),
    ],
    routes.map(({ part, route, n, perSecond, failedShare, latencyMs }) => [
      part === 'load' ? text(route) : tables.routeParts[part],
      count(n),
      perSecond === null ? '–' : figure(perSecond, ''),
      failedShare === null ? '–' : share(failedShare),
      ...(['p50', 'p95', 'p99'] as const).map((name) => starred(ms(latencyMs[name]), name, n)),
      ms(latencyMs.max),
    ]),
    thin ? tables.fewSamples : undefined,
  );
}

/** Requests, jobs and their latency; then what the target used. */
export function trafficTables(result: Result, context: TableContext): readonly (TableView | null)[] {
  const { tables } = context.messages;
  const { count, figure, share, ms, table, text } = context;
  const { traffic, resources } = result;
  const { jobs } = traffic;
  const percentile = (latency: Latency, name: PercentileName) => starred(ms(latency[name]), name, latency.n);
  const rows = [traffic.latencyMs, jobs.latencyMs, ...(jobs.queueWaitMs ? [jobs.queueWaitMs] : [])];
  const thin = rows.some(({ n }) => n > 0 && !isEstablished('p99', n));
  const latencyRow = (label: string, latency: Latency) => [
    label,
    ms(latency.min),
    percentile(latency, 'p50'),
    percentile(latency, 'p90'),
    percentile(latency, 'p95'),
    percentile(latency, 'p99'),
    ms(latency.max),
    count(latency.n),
  ];
  return [
    table(
      'traffic',
      `${tables.traffic} (${scopeText(traffic, context.language)})`,
      [tables.figure, numeric(tables.value)],
      [
        [tables.requests, count(traffic.requests)],
        [tables.requestRate, figure(traffic.requestsPerSecond, 'requests/s')],
        ...(jobs.completed > 0 && (traffic.seconds ?? 0) > 0
          ? [[tables.jobRate, figure(jobs.completed / (traffic.seconds ?? 1), 'jobs/s')]]
          : []),
        [tables.errorRate, share(traffic.errorRate)],
        [tables.jobsSubmitted, count(jobs.submitted)],
        [tables.jobsCompleted, count(jobs.completed)],
        [tables.jobsFailed, count(jobs.failed)],
        [tables.jobsLost, count(jobs.lost)],
        [tables.jobsDuplicated, count(jobs.duplicated)],
      ],
    ),
    table(
      'latency',
      `${tables.latency} (${scopeText(traffic, context.language)})`,
      [
        tables.latency,
        ...[tables.minimum, 'p50', 'p90', 'p95', 'p99', tables.maximum, tables.samples].map(numeric),
      ],
      [
        latencyRow(tables.requestLatency, traffic.latencyMs),
        latencyRow(tables.jobLatency, jobs.latencyMs),
        ...(jobs.queueWaitMs ? [latencyRow(tables.queueWait, jobs.queueWaitMs)] : []),
      ],
      thin ? tables.fewSamples : undefined,
    ),
    routesTable(result, context),
    resources === null
      ? null
      : table(
          'resources',
          `${tables.resources} (${scopeText(resources, context.language)})`,
          [tables.figure, numeric(tables.value)],
          [
            [tables.cpu, context.cores(resources.cpuPercent)],
            [tables.memory, figure(resources.memoryMb, 'MB')],
          ],
          `${tables.source}: ${text(resources.source)}`,
        ),
    resources?.perStep === undefined
      ? null
      : table(
          'resources-by-step',
          tables.resourcesByStep,
          [
            tables.users,
            tables.workersBusy,
            tables.coresBusy,
            tables.cpu,
            tables.memory,
            tables.queue,
            tables.dbConnections,
            tables.generatorDrift,
          ].map(numeric),
          resources.perStep.map((step) => [
            count(step.users),
            figure(step.workersPercent, '%'),
            context.cores(percentOfACore(step.coresBusy)),
            context.cores(step.cpuPercent),
            figure(step.memoryMb, 'MB'),
            figure(step.queueLength, 'count'),
            figure(step.dbConnections, 'count'),
            ms(step.generatorDriftMs),
          ]),
        ),
  ];
}
