/**
 * `npx tsx reports/render/bench.ts`: time and memory of rendering an hour with a point each second, and the size of the
 * page. Not a test: a busy machine would fail it.
 */
import type { ScenarioName } from '../../lib/catalog.ts';
import { resultFixture } from '../testing/result-fixtures.ts';
import { seriesFixture } from '../testing/series-fixture.ts';
import { renderAll, renderConsole } from './index.ts';

const LIMITS = { milliseconds: 2000, megabytes: 300, pageBytes: 1_000_000 } as const;

function hour(scenario: ScenarioName) {
  const result = resultFixture(scenario);
  const series = seriesFixture({
    seconds: 3600,
    users: (t) => 20 + t / 40,
    jobsPerSecond: (t) => 40 + Math.sin(t / 90) * 8,
    p50: (t) => 100 + t / 40,
    errorRate: (t) => (t % 900 < 60 ? 0.1 : 0.001),
    marks: Array.from({ length: 60 }, (_, index) => ({
      t: index * 60,
      label: `step ${index}`,
      kind: 'step' as const,
    })),
  });
  return { ...result, details: { ...result.details, series } };
}

let missed = false;
for (const scenario of ['stress', 'soak', 'db-outage'] as const) {
  const result = hour(scenario);
  const started = performance.now();
  const files = renderAll(result, { language: 'en' });
  renderConsole(result, { language: 'en', colour: false });
  const milliseconds = performance.now() - started;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const pageBytes = Buffer.byteLength(files['report.html']);
  missed ||=
    milliseconds > LIMITS.milliseconds || megabytes > LIMITS.megabytes || pageBytes > LIMITS.pageBytes;
  console.log(
    `${scenario}: ${Math.round(milliseconds)} ms (limit ${LIMITS.milliseconds}), peak ${Math.round(megabytes)} MB of the process (limit ${LIMITS.megabytes}), report.html ${Math.round(pageBytes / 1000)} kB (limit ${LIMITS.pageBytes / 1000})`,
  );
}
process.exitCode = missed ? 1 : 0;
