import exec from 'k6/execution';
import { evaluatePreflight, type PreflightId, type PreflightReply, preflightRequests } from '../preflight.ts';
import type { ScenarioSpec } from '../scenario.ts';
import type { Settings } from '../settings/table.ts';
import { send } from '../windmill/http.ts';

/** Asks what must hold before any load; stops the run, with every problem named, where it does not. */
export function runPreflight(settings: Settings, scenario: Pick<ScenarioSpec, 'name' | 'needs'>): void {
  const replies: Partial<Record<PreflightId, PreflightReply>> = {};
  for (const request of preflightRequests(settings, scenario)) {
    const reply = send(settings.baseUrl ?? '', {
      method: 'GET',
      path: request.path,
      route: request.route,
      token: request.token,
      timeoutMs: 10_000,
      tags: { role: 'preflight' },
      expect: 'any',
    });
    replies[request.id] = { status: reply.status, body: reply.body };
    if (request.id === 'version' && reply.status !== 200) break;
  }
  const problems = evaluatePreflight(settings, scenario, replies);
  if (problems.length > 0) exec.test.abort(problems.map((problem) => problem.message).join('; '));
}
