import { describe, expect, it } from 'vitest';
import { parseSettings } from '../settings/settings.ts';
import { faultProblems, outageKindOf } from './problems.ts';

function settings(environment: Record<string, string> = {}) {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.settings;
}

describe('faultProblems', () => {
  it('demands a Toxiproxy of the scenarios that inject faults, and of no other', () => {
    expect(faultProblems('db-outage', settings())).toEqual([
      expect.stringContaining('TOXIPROXY_URL is not set'),
    ]);
    expect(faultProblems('duplicate-webhooks', settings())).toEqual([]);
    expect(faultProblems('api-latency', settings({ TOXIPROXY_URL: 'http://127.0.0.1:8474' }))).toEqual([]);
  });

  it('knows the one thing that the disruptor can do to a database', () => {
    expect(outageKindOf(settings({ FAULT_BACKEND: 'kubernetes' }))).toBe('hang');
    const refuse = settings({ FAULT_BACKEND: 'kubernetes', FAULT_KIND: 'refuse' });
    expect(faultProblems('db-outage', refuse)).toEqual([
      'FAULT_KIND is "refuse", must be hang with FAULT_BACKEND=kubernetes',
    ]);
  });
});
