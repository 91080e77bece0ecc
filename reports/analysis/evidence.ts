/** Evidence of failures, from the events of a run: of each kind the first ones and a sample over time. */
import { METRIC } from '../../lib/metric-names.ts';
import type { RunEvent } from '../../lib/summary-types.ts';
import { cleanText } from '../render/escape.ts';
import type { Evidence, EvidenceItem } from '../result/evidence.ts';
import type { MetricReader } from './metrics.ts';

/** So many of each kind, whatever the others do: one kind cannot crowd out another. */
export const FIRST = 10;
export const SAMPLE = 10;
const MAX_KINDS = 20;
const MAX_CAME = 240;

interface Found {
  readonly kind: string;
  readonly item: Omit<EvidenceItem, 't'>;
}

const text = (value: unknown, max = 200): string | undefined =>
  typeof value === 'string' && value !== '' ? cleanText(value, max) : undefined;
const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** Leaves out what is not known. */
function itemOf(
  fields: { readonly [K in keyof Omit<EvidenceItem, 't'>]: EvidenceItem[K] | undefined },
): Found['item'] {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What an event is evidence of; nothing for most of them. */
function foundIn(event: RunEvent): readonly Found[] {
  switch (event.event) {
    case 'failure': {
      const item = itemOf({
        user: number(event.user),
        tenant: text(event.tenant),
        jobId: text(event.jobId),
        ref: text(event.nonce),
        route: text(event.route),
        status: number(event.status),
        errorCode: number(event.errorCode),
        timeoutMs: number(event.timeoutMs),
        came: text(event.came, MAX_CAME),
      });
      return [{ kind: text(event.kind, 40) ?? 'unknown', item }];
    }
    case 'job-end':
      return event.end === 'lost' || event.end === 'unfinished'
        ? [
            {
              kind: `job-${event.end === 'lost' ? 'lost' : 'never-ended'}`,
              item: itemOf({ jobId: text(event.id) }),
            },
          ]
        : [];
    case 'job-repeated': {
      const came = `${number(event.jobs) ?? '?'} × job, ${number(event.runs) ?? '?'} × run`;
      return [
        { kind: 'job-repeated', item: itemOf({ jobId: text(event.id), ref: text(event.nonce), came }) },
      ];
    }
    case 'webhook-event': {
      const came = `${String(event.arm)}: ${JSON.stringify(event.effects ?? null)}`;
      const item = itemOf({
        tenant: text(event.workspace),
        ref: text(event.eventId),
        came: text(came, MAX_CAME),
      });
      return (['repeated', 'missing'] as const).flatMap((how) =>
        event[how] === true ? [{ kind: `effects-${how}`, item }] : [],
      );
    }
    default:
      return [];
  }
}

/** At most `size`, the first and the last among them, as evenly spread over the time as they lie. */
function spread(items: readonly EvidenceItem[], size: number): readonly EvidenceItem[] {
  const [first, last] = [items[0], items.at(-1)];
  if (items.length <= size || first === undefined || last === undefined) return items;
  const kept = new Set<EvidenceItem>();
  let at = 0;
  for (let place = 0; place < size; place += 1) {
    const wanted = first.t + ((last.t - first.t) * place) / (size - 1);
    while (at < items.length - 1 && (items[at]?.t ?? 0) < wanted) at += 1;
    const item = items[at];
    if (item !== undefined) kept.add(item);
  }
  return [...kept];
}

/** @param startedAt of the load, Unix ms. */
export function evidenceFrom(
  events: readonly RunEvent[],
  startedAt: number,
  metrics: Pick<MetricReader, 'count'>,
): readonly Evidence[] {
  const kinds = new Map<string, EvidenceItem[]>();
  for (const event of events) {
    for (const { kind, item } of foundIn(event)) {
      const items = kinds.get(kind) ?? (kinds.size < MAX_KINDS ? [] : null);
      if (items === null) continue;
      items.push({ t: Math.round((event.t - startedAt) / 10) / 100, ...item });
      kinds.set(kind, items);
    }
  }
  return [...kinds]
    .map(([kind, unsorted]): Evidence => {
      const items = [...unsorted].sort((a, b) => a.t - b.t);
      const counted = metrics.count(METRIC.journeyFailures, { kind });
      return {
        kind,
        count: counted === null ? null : Math.round(counted),
        first: items.slice(0, FIRST),
        sample: [...spread(items.slice(FIRST), SAMPLE)],
      };
    })
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || a.kind.localeCompare(b.kind));
}
