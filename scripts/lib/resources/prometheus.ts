/** A Prometheus that watches the system: its own history of the run, asked for once, when the load is over. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ResourceSample } from '../../../reports/resources/record.ts';
import { errorCode } from '../errors.ts';
import { NOTHING, type OpenSource, SourceProblem } from './source.ts';

const TIMEOUT_MS = 15_000;
const DEFAULT_SCRAPE_SECONDS = 15;
/** A rate needs two scrapes; with four, one that was missed does not leave a hole. */
const SCRAPES_A_RATE = 4;
/** More than Prometheus gives in one answer for a series. */
const MAX_POINTS = 10_000;

const FIGURES = ['cpuPercent', 'memoryMb', 'swapMb', 'throttledShare'] as const;

const querySchema = z.strictObject({
  figure: z.enum(FIGURES),
  /** PromQL; `$rate` stands for the time that a rate is taken over. */
  query: z.string().min(1),
  /** Label that names the part. */
  part: z.string().optional(),
  scope: z.enum(['system', 'machine']).default('system'),
});
const queriesSchema = z.array(querySchema).min(1);
export type PrometheusQuery = z.infer<typeof querySchema>;

/** Names and services of AutWinmill's containers and of Windmill's own compose files and charts. */
const WINDMILL = '.*(windmill|wmill).*';
/** cAdvisor names a container of Docker in `name`, one of a pod in `container` beside `pod`. */
function defaultQueries(containers: readonly string[]): PrometheusQuery[] {
  const names = containers.length > 0 ? containers.join('|') : WINDMILL;
  const of = `{name=~"${names}"}`;
  return [
    {
      figure: 'cpuPercent',
      query: `100 * sum by (name) (rate(container_cpu_usage_seconds_total${of}[$rate]))`,
      part: 'name',
      scope: 'system',
    },
    {
      figure: 'memoryMb',
      query: `sum by (name) (container_memory_rss${of}) / 1048576`,
      part: 'name',
      scope: 'system',
    },
    {
      figure: 'throttledShare',
      query:
        `sum by (name) (rate(container_cpu_cfs_throttled_periods_total${of}[$rate])) / ` +
        `sum by (name) (rate(container_cpu_cfs_periods_total${of}[$rate]) > 0)`,
      part: 'name',
      scope: 'system',
    },
    {
      figure: 'cpuPercent',
      query: '100 * sum by (instance) (rate(node_cpu_seconds_total{mode!~"idle|iowait"}[$rate]))',
      part: 'instance',
      scope: 'machine',
    },
    {
      figure: 'memoryMb',
      query: '(node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes) / 1048576',
      part: 'instance',
      scope: 'machine',
    },
    {
      figure: 'swapMb',
      query: '(node_memory_SwapTotal_bytes - node_memory_SwapFree_bytes) / 1048576',
      part: 'instance',
      scope: 'machine',
    },
  ];
}

/** Queries of a file. Throws a SourceProblem that says what is wrong with it. */
export function readQueries(path: string): PrometheusQuery[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SourceProblem(
      `PROMETHEUS_QUERIES names ${path}, which cannot be read (${errorCode(error) ?? 'error'})`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new SourceProblem(`PROMETHEUS_QUERIES names ${path}, which is not JSON`);
  }
  const parsed = queriesSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SourceProblem(
    `PROMETHEUS_QUERIES names ${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is wrong'}; ` +
      `it must be a list of { "figure": ${FIGURES.join('|')}, "query": PromQL, "part": label, "scope": system|machine }`,
  );
}

const vectorSchema = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]).optional(),
        values: z.array(z.tuple([z.number(), z.string()])).optional(),
      }),
    ),
  }),
});
const targetsSchema = z.object({
  data: z.object({ activeTargets: z.array(z.object({ scrapeInterval: z.string().optional() })) }),
});

/** `15s`, `1m`, `1m30s` → seconds. */
export function goSeconds(text: string): number | null {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (parts.length === 0) return null;
  const unit: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };
  return parts.reduce((sum, [, amount, name]) => sum + Number(amount) * (unit[name ?? ''] ?? 0), 0);
}

class PrometheusSource implements OpenSource {
  readonly name = 'prometheus';
  readonly cores = null;
  readonly resolutionSeconds: number;
  readonly parts: readonly string[];
  readonly #url: string;
  readonly #queries: readonly PrometheusQuery[];

  constructor(
    url: string,
    queries: readonly PrometheusQuery[],
    parts: readonly string[],
    resolution: number,
  ) {
    this.#url = url;
    this.#queries = queries;
    this.parts = parts;
    this.resolutionSeconds = resolution;
  }

  async look() {
    return NOTHING;
  }

  async finish(since: number) {
    const until = Date.now();
    const step = Math.max(this.resolutionSeconds, (until - since) / 1000 / MAX_POINTS);
    const byPart = new Map<string, ResourceSample>();
    for (const query of this.#queries) {
      const text = withRate(query, this.resolutionSeconds);
      const found = await ask(
        `${this.#url}/api/v1/query_range?query=${encodeURIComponent(text)}` +
          `&start=${since / 1000}&end=${until / 1000}&step=${step}`,
        vectorSchema,
      );
      for (const { metric, values = [] } of found.data.result) {
        const part = partOf(query, metric);
        for (const [seconds, figure] of values) {
          const value = Number(figure);
          if (!Number.isFinite(value) || value < 0) continue;
          const key = `${seconds}/${query.scope}/${part}`;
          const known = byPart.get(key) ?? sample(seconds * 1000, part, query.scope);
          byPart.set(key, {
            ...known,
            [query.figure]: query.figure === 'throttledShare' ? Math.min(1, value) : value,
          });
        }
      }
    }
    return { samples: [...byPart.values()].sort((a, b) => a.t - b.t) };
  }

  async close() {
    // Each question is a connection of its own.
  }
}

const sample = (t: number, part: string, scope: PrometheusQuery['scope']): ResourceSample => ({
  kind: 'sample',
  t,
  source: 'prometheus',
  part,
  scope,
});

const partOf = ({ part, scope }: PrometheusQuery, labels: Readonly<Record<string, string>>): string =>
  (part === undefined ? undefined : labels[part]) ?? scope;

const withRate = ({ query }: PrometheusQuery, scrapeSeconds: number): string =>
  query.replaceAll('$rate', `${Math.ceil(SCRAPES_A_RATE * scrapeSeconds)}s`);

async function ask<T>(url: string, schema: z.ZodType<T>): Promise<T> {
  const { origin } = new URL(url);
  let answer: Response;
  try {
    answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw new SourceProblem(`no Prometheus answers at PROMETHEUS_URL ${origin}`);
  }
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) {
    const said = z.object({ error: z.string() }).safeParse(body);
    const why = said.success ? `: ${said.data.error.slice(0, 200)}` : '';
    throw new SourceProblem(`Prometheus at ${origin} answers ${answer.status}${why}`);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new SourceProblem(`what answers at PROMETHEUS_URL ${origin} is no Prometheus`);
  return parsed.data;
}

/** The shortest time between two scrapes of anything. */
async function scrapeSeconds(url: string): Promise<number> {
  const { data } = await ask(`${url}/api/v1/targets?state=active`, targetsSchema);
  const known = data.activeTargets.flatMap(({ scrapeInterval }) => goSeconds(scrapeInterval ?? '') ?? []);
  return known.length === 0 ? DEFAULT_SCRAPE_SECONDS : Math.min(...known);
}

/** Throws a SourceProblem, also for a Prometheus that has none of the metrics. */
export async function openPrometheus(
  url: string,
  own: { readonly queries: string; readonly containers: readonly string[] },
): Promise<OpenSource> {
  const queries = own.queries === '' ? defaultQueries(own.containers) : readQueries(own.queries);
  const resolution = await scrapeSeconds(url);
  const parts = new Set<string>();
  const answered: PrometheusQuery[] = [];
  for (const query of queries) {
    const text = withRate(query, resolution);
    const found = await ask(`${url}/api/v1/query?query=${encodeURIComponent(text)}`, vectorSchema);
    if (found.data.result.length > 0) answered.push(query);
    for (const { metric } of found.data.result) parts.add(partOf(query, metric));
  }
  if (!answered.some(({ scope }) => scope === 'system')) {
    const lacking =
      own.queries === '' ? 'container_cpu_usage_seconds_total (cAdvisor) of such containers' : 'any of them';
    throw new SourceProblem(
      `Prometheus at ${new URL(url).origin} has no figures of the system: not ${lacking}` +
        (own.queries === ''
          ? '; name them in RESOURCE_CONTAINERS, or give queries in PROMETHEUS_QUERIES'
          : ''),
    );
  }
  return new PrometheusSource(url, answered, [...parts], resolution);
}
