/** Prometheus' text format, as far as sums over a metric's series need it. */
import http from 'k6/http';
import { NOT_COUNTED } from '../windmill/http.ts';

/** Sum over all series of each metric name. */
export type MetricSums = ReadonlyMap<string, number>;

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{.*\})?\s+([^\s]+)/;

/** Parses an exposition; comments, NaN and lines that are none are skipped. */
export function parseMetrics(exposition: string): MetricSums {
  const sums = new Map<string, number>();
  for (const line of exposition.split('\n')) {
    if (line.startsWith('#')) continue;
    const match = LINE.exec(line);
    if (match === null) continue;
    const value = Number(match[2]);
    const name = match[1] ?? '';
    if (Number.isFinite(value)) sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return sums;
}

export function sumOf(metrics: MetricSums, name: string): number | null {
  return metrics.get(name) ?? null;
}

/** The metrics of a target, or null where they cannot be read. */
export function fetchMetrics(url: string): MetricSums | null {
  const response = http.get(url, {
    redirects: 0,
    timeout: 5000,
    responseType: 'text',
    responseCallback: NOT_COUNTED,
    tags: { name: 'GET metrics', role: 'monitor' },
  });
  return response.status === 200 && typeof response.body === 'string' ? parseMetrics(response.body) : null;
}
