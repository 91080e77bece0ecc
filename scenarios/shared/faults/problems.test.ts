import { describe, expect, it } from 'vitest';
import { faultProblems, outageKindOf } from '../../../lib/faults/problems.ts';
import { parseSettings } from '../../settings.ts';

const OUTAGE = { scenario: 'db-outage', point: 'database' } as const;
const API = { scenario: 'api-latency', point: 'third-party' } as const;

function settings(environment: Record<string, string> = {}) {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.settings;
}

describe('faultProblems', () => {
  it('demands a Toxiproxy of the scenarios that inject faults', () => {
    expect(faultProblems(OUTAGE, settings())).toEqual([expect.stringContaining('TOXIPROXY_URL is not set')]);
    expect(faultProblems(API, settings({ TOXIPROXY_URL: 'http://127.0.0.1:8474' }))).toEqual([]);
  });

  it('knows the one thing that the disruptor can do to a database', () => {
    expect(outageKindOf(settings({ FAULT_BACKEND: 'kubernetes' }))).toBe('hang');
    const refuse = settings({ FAULT_BACKEND: 'kubernetes', FAULT_KIND: 'refuse' });
    expect(faultProblems(OUTAGE, refuse)).toEqual([
      'FAULT_KIND is "refuse", must be hang with FAULT_BACKEND=kubernetes',
    ]);
  });
});
