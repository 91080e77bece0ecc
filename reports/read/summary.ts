import { type RunSummary, SUMMARY_SCHEMA_VERSION } from '../../lib/summary-types.ts';
import { ReportError } from '../errors.ts';
import { readJson } from './file.ts';
import { describeIssues } from './issues.ts';
import { runSummarySchema } from './summary-schema.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const HOW_TO =
  'run a scenario of this suite (npm run perf -- SCENARIO, or k6 run dist/k6/SCENARIO.js) and give the summary.json it writes';

/** Files that people have at hand and try: each is told apart by its shape and named. */
function foreignShape(value: unknown): string | null {
  if (!isRecord(value)) return 'holds no JSON object';
  if ('schemaVersion' in value) {
    return 'criteria' in value && 'validity' in value
      ? 'is a result.json, which a report has been made from already; the run’s folder or its summary.json is needed'
      : null;
  }
  const data = isRecord(value.data) ? value.data : value;
  if (isRecord(data.results) || ('results' in data && 'metadata' in data)) {
    return `is k6’s machine-readable summary (--new-machine-readable-summary), which says nothing on scenario and plan; ${HOW_TO}`;
  }
  if (isRecord(value.metrics)) {
    const exported = 'root_group' in value || 'state' in value || 'options' in value;
    return `is a summary of k6 itself (${exported ? '--summary-export or handleSummary' : 'bare metrics'}), which says nothing on scenario and plan; ${HOW_TO}`;
  }
  return `is no summary of this suite (no schemaVersion); ${HOW_TO}`;
}

/** Checks a parsed summary. `path` is for messages. Throws a `ReportError`. */
export function parseSummary(value: unknown, path: string): RunSummary {
  const foreign = foreignShape(value);
  if (foreign !== null) throw new ReportError(`${path} ${foreign}`);
  const version = isRecord(value) ? value.schemaVersion : undefined;
  if (version !== SUMMARY_SCHEMA_VERSION) {
    const newer = typeof version === 'number' && version > SUMMARY_SCHEMA_VERSION;
    const older = typeof version === 'number' ? ': its report is made by the version that wrote it' : '';
    throw new ReportError(
      `${path} has schemaVersion ${JSON.stringify(version)?.slice(0, 40)}, this suite reads ${SUMMARY_SCHEMA_VERSION}` +
        (newer ? ': it was written by a newer version, update the suite' : older),
    );
  }
  const parsed = runSummarySchema.safeParse(value);
  if (!parsed.success) {
    throw new ReportError(`${path} is not a valid summary: ${describeIssues(parsed.error)}`);
  }
  return parsed.data;
}

/** Reads `summary.json`. Throws a `ReportError` for every way in which it can be missing or damaged. */
export async function readSummary(path: string, maxBytes?: number): Promise<RunSummary> {
  const read = await readJson(path, maxBytes);
  if (read === null) {
    throw new ReportError(`${path} does not exist: give the folder of a run or its summary.json`);
  }
  return parseSummary(read.value, path);
}
