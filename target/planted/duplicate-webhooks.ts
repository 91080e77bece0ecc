/** Defects that `duplicate-webhooks` must catch, or must not be misled by. */
import { defect } from './defect.ts';

export const DUPLICATE_WEBHOOKS_DEFECTS = {
  'dedupe-check-then-act': defect({
    description: 'the webhook looks for the event first and acts on what it saw a moment ago',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
    plants: { script: { replaces: 'f/perf/inbound_webhook', file: 'scripts/dedupe-check-then-act.ts' } },
  }),
  'dedupe-first-table-only': defect({
    description: 'the webhook stores a duplicate once and applies its side effects twice',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
    plants: { script: { replaces: 'f/perf/inbound_webhook', file: 'scripts/dedupe-first-table-only.ts' } },
  }),
  'dedupe-global': defect({
    description: 'an event whose id another tenant has used is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
    plants: { script: { replaces: 'f/perf/inbound_webhook', file: 'scripts/dedupe-global.ts' } },
  }),
  'dedupe-in-memory': defect({
    description: 'the webhook remembers events in memory and forgets them in a crash',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
    plants: { script: { replaces: 'f/perf/inbound_webhook', file: 'scripts/dedupe-in-memory.ts' } },
  }),
  'dedupe-by-body': defect({
    description: 'a new event with the same content as an earlier one is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
    plants: { script: { replaces: 'f/perf/inbound_webhook', file: 'scripts/dedupe-by-body.ts' } },
  }),
};
