/** Was it one target all the time, and did it start from rest? */
import type { TargetIdentity } from '../../../lib/summary-types.ts';
import { cleanText } from '../../render/escape.ts';
import { formatCount } from '../../render/format.ts';
import type { AnalysisContext } from '../scenario-analysis.ts';
import { type Check, discarded, type Finding, unknown, valid } from './check.ts';

const MAX_VALUE = 120;

/** What must not change during a run, as text that can be compared and shown; null where the target does not tell. */
const FIELDS = {
  version: (identity) => identity.version,
  scriptHash: (identity) => identity.scriptHash,
  workers: ({ workers }) => (workers.length === 0 ? null : [...workers].sort().join(', ')),
  processStart: ({ processStart }) => (processStart.length === 0 ? null : processStart.join(', ')),
} satisfies Record<string, (identity: TargetIdentity) => string | null>;
type IdentityField = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as readonly IdentityField[];
/** Fields that a restart changes. */
const RESTART_FIELDS: readonly IdentityField[] = ['workers', 'processStart'];

/** What changed, as a reader can use it: lists of workers and Unix times say nothing to one. */
function describeChange(
  context: AnalysisContext,
  field: IdentityField,
  start: TargetIdentity,
  end: TargetIdentity,
): string {
  const { words, language } = context;
  if (field === 'processStart') return words.validity.processesRestarted;
  if (field === 'workers') {
    const missing = (from: TargetIdentity, to: TargetIdentity) =>
      formatCount(from.workers.filter((worker) => !to.workers.includes(worker)).length, language);
    return words.validity.workersChanged(missing(start, end), missing(end, start));
  }
  const values = [start, end].map((identity) => cleanText(FIELDS[field](identity) ?? '', MAX_VALUE));
  return `${words.validity.identityFields[field]} ${values.join(' → ')}`;
}

function compare(context: AnalysisContext, start: TargetIdentity, end: TargetIdentity): Finding {
  const words = context.words.validity;
  const changes: string[] = [];
  const same: IdentityField[] = [];
  for (const field of FIELD_NAMES) {
    const [before, after] = [FIELDS[field](start), FIELDS[field](end)];
    // What was told at one end only is no proof of a change; the fields that both ends tell decide.
    if (before === null || after === null) continue;
    if (before === after) same.push(field);
    else changes.push(describeChange(context, field, start, end));
  }
  if (changes.length > 0) return discarded(words.targetChanged(changes.join('; ')));
  if (same.length === 0) return unknown(words.targetTellsNothing);
  const fields = words.targetUnchanged(
    context.words.common.list(same.map((field) => words.identityFields[field])),
  );
  const restartSeen = same.some((field) => RESTART_FIELDS.includes(field));
  return valid(restartSeen ? fields : `${fields}; ${words.restartUnseen}`);
}

export const targetUnchanged: Check = (context) => {
  const { atStart, atEnd } = context.summary.target;
  const tells = (identity: TargetIdentity | null): identity is TargetIdentity =>
    identity !== null && FIELD_NAMES.some((field) => FIELDS[field](identity) !== null);
  const words = context.words.validity;
  if (!tells(atStart) && !tells(atEnd)) return unknown(words.targetTellsNothing);
  if (!tells(atStart)) return unknown(words.targetUnknownAtStart);
  if (!tells(atEnd)) return unknown(words.targetUnknownAtEnd);
  return compare(context, atStart, atEnd);
};

export const cleanStart: Check = ({ summary, words, language }) => {
  const queued = summary.target.atStart?.queueLength ?? null;
  if (queued === null) return unknown(words.validity.queueUnknown);
  return queued === 0
    ? valid(words.validity.queueEmpty)
    : discarded(words.validity.queueNotEmpty(formatCount(queued, language)));
};
