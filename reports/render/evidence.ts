/** Single failures as a table a kind, and the way to look one up. */
import type { Language } from '../../lib/i18n/types.ts';
import { reportMessages } from '../i18n/index.ts';
import { knownWord } from '../i18n/known-word.ts';
import type { Evidence, EvidenceItem } from '../result/evidence.ts';
import type { Result } from '../result-schema.ts';
import { cleanText } from './escape.ts';
import { formatClock, formatCount, formatDuration } from './format.ts';
import type { TableView } from './table.ts';

/** Which failures tell of a criterion that did not pass; the most frequent of them is named. */
const OF_CRITERION: Readonly<Record<string, readonly string[]>> = {
  'wrong-results': ['wrong-result'],
  'stress-wrong-results': ['wrong-result'],
  'jobs-completed': ['job-unfinished'],
  'jobs-lost': ['job-lost', 'job-never-ended'],
  'jobs-repeated': ['job-repeated'],
  'effects-repeated': ['effects-repeated'],
  'effects-missing': ['effects-missing'],
};
/** Criteria that any failure tells of. */
const OF_ANY: readonly string[] = [
  'error-rate',
  'stress-max-users',
  'tenant-errors',
  'soak-errors',
  'recovery-time',
];

/** The page of a job on the target. `targetUrl` null: not known, or gone with the run. */
function linkOf({ jobId, tenant }: EvidenceItem, targetUrl: string | null): string | null {
  if (jobId === undefined || targetUrl === null || !/^https?:\/\/[^\s<>()"']+$/.test(targetUrl)) return null;
  const workspace = tenant === undefined ? '' : `?workspace=${encodeURIComponent(tenant)}`;
  return `${targetUrl}/run/${encodeURIComponent(jobId)}${workspace}`;
}

function expectedText(kind: string, item: EvidenceItem, language: Language): string {
  const { expected } = reportMessages(language).evidence;
  switch (kind) {
    case 'refused':
    case 'timeout':
      return expected.answer;
    case 'job-failed':
      return expected.success;
    case 'job-unfinished':
    case 'job-never-ended':
    case 'job-lost':
      return expected.end(
        item.timeoutMs === undefined ? null : formatDuration(item.timeoutMs / 1000, language),
      );
    case 'unauthorized':
    case 'client-error':
    case 'server-error':
      return expected.accepted;
    case 'wrong-result':
      return item.ref === undefined ? expected.success : expected.own(item.ref);
    case 'job-repeated':
    case 'effects-repeated':
      return expected.once;
    case 'effects-missing':
      return expected.allEffects;
    default:
      return expected.success;
  }
}

export const kindLabel = (kind: string, language: Language): string =>
  cleanText(knownWord(reportMessages(language).evidence.kinds, kind) ?? kind, 60);

function tableOf(
  { kind, count, first, sample }: Evidence,
  language: Language,
  targetUrl: string | null,
): TableView {
  const { evidence, report } = reportMessages(language);
  const { columns } = evidence;
  const items = [...first, ...sample];
  const known = count === null ? null : formatCount(count, language);
  const dash = '–';
  return {
    id: `evidence-${kind.replace(/[^a-z-]/g, '')}`,
    title: `${kindLabel(kind, language)} (${evidence.tally(formatCount(items.length, language), known)})`,
    columns: [
      { label: columns.job, numeric: false },
      { label: columns.when, numeric: true },
      ...[columns.expected, columns.came, columns.status, columns.route, columns.tenant].map((label) => ({
        label,
        numeric: false,
      })),
      { label: columns.user, numeric: true },
    ],
    rows: items.map((item) => [
      cleanText(item.jobId ?? item.ref ?? dash, 80),
      formatClock(item.t),
      cleanText(expectedText(kind, item, language), 120),
      cleanText(item.came ?? '', 240) || (item.errorCode ? `k6 ${item.errorCode}` : report.none),
      item.status === undefined ? dash : item.status === 0 ? evidence.noAnswer : String(item.status),
      cleanText(item.route ?? dash, 80),
      cleanText(item.tenant ?? dash, 60),
      item.user === undefined ? dash : String(item.user),
    ]),
    links: items.map((item) => linkOf(item, targetUrl)),
  };
}

export interface EvidenceView {
  readonly intro: string;
  readonly tables: readonly TableView[];
}

/** Null where nothing failed. */
export function evidenceView(
  { evidence = [] }: Result,
  language: Language,
  targetUrl: string | null,
): EvidenceView | null {
  if (evidence.length === 0) return null;
  const { intro } = reportMessages(language).evidence;
  return { intro, tables: evidence.map((each) => tableOf(each, language, targetUrl)) };
}

export interface LookUp {
  readonly text: string;
  /** To be typed in a shell as it is. */
  readonly command: string;
}

/** Only what needs no quoting in a shell: ids come from the target. */
const PLAIN = /^[\w./:+-]{1,120}$/;

/** How to look up the failure that tells most of a criterion; null where there is none. */
export function lookUp(result: Result, criterionId: string, language: Language): LookUp | null {
  const { evidence = [], fingerprint } = result;
  const kinds = OF_CRITERION[criterionId];
  const found = evidence.find(({ kind }) =>
    kinds === undefined ? OF_ANY.includes(criterionId) : kinds.includes(kind),
  );
  const item = found?.first[0];
  const id = item?.jobId ?? item?.ref;
  if (item === undefined || id === undefined || !PLAIN.test(id)) return null;
  const words = reportMessages(language).evidence;
  if (fingerprint.target.kind === 'embedded') {
    return { text: `${words.look(id)} ${words.inEvents}`, command: `grep -F '${id}' events.log` };
  }
  const workspace = item.tenant !== undefined && PLAIN.test(item.tenant) ? item.tenant : '$WM_WORKSPACE';
  const api = `"$WM_BASE_URL/api/w/${workspace}`;
  const path =
    item.jobId === undefined
      ? `${api}/jobs/list" -G --data-urlencode 'args={"nonce":"${id}"}'`
      : `${api}/jobs_u/get/${id}"`;
  return { text: words.look(id), command: `curl -sH "Authorization: Bearer $WM_TOKEN" ${path}` };
}
