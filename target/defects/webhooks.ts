/** Defects that `duplicate-webhooks` must catch, or must not be misled by. */
import type { DefectEntry } from './entry.ts';

export const WEBHOOK_DEFECTS = {
  'dedupe-check-then-act': {
    description: 'the webhook looks for the event first and acts on what it saw a moment ago',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-first-table-only': {
    description: 'the webhook stores a duplicate once and applies its side effects twice',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-global': {
    description: 'an event whose id another tenant has used is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
  },
  'dedupe-in-memory': {
    description: 'the webhook remembers events in memory and forgets them in a crash',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-by-body': {
    description: 'a new event with the same content as an earlier one is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
  },
} as const satisfies Record<string, DefectEntry>;
