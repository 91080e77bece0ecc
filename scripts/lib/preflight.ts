import {
  evaluatePreflight,
  type PreflightId,
  type PreflightReply,
  type PreflightRequest,
  preflightRequests,
} from '../../lib/preflight.ts';
import { SCENARIOS, type ScenarioName } from '../../scenarios/index.ts';
import type { AllSettings } from '../../scenarios/settings.ts';
import { CouldNotRunError, InterruptedError, messageOf, UsageError } from './errors.ts';

const TIMEOUT_MS = 10_000;
/** Answers that matter are short; a target that sends more is not read to the end. */
const MAX_BODY_BYTES = 64 * 1024;

async function readBody(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function ask(baseUrl: string, request: PreflightRequest, signal: AbortSignal): Promise<PreflightReply> {
  try {
    const response = await fetch(`${baseUrl}/api${request.path}`, {
      headers: request.token === '' ? {} : { authorization: `Bearer ${request.token}` },
      // A redirect may lead to a host that nobody allowed, with the token.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return { status: response.status, body: await readBody(response) };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const why = name === 'TimeoutError' ? `no answer in ${TIMEOUT_MS / 1000} s` : messageOf(error);
    return { status: 0, body: '', error: why };
  }
}

/**
 * Asks the target whether it is there, accepts the token and has what the scenario needs, before any load.
 * Throws UsageError (exit 2) for what the user can mend in the settings, CouldNotRunError (exit 3) for the rest.
 */
export async function preflight(
  settings: AllSettings,
  scenario: ScenarioName,
  signal: AbortSignal,
): Promise<void> {
  const { spec } = SCENARIOS[scenario];
  const replies: Partial<Record<PreflightId, PreflightReply>> = {};
  for (const request of preflightRequests(settings, spec)) {
    replies[request.id] = await ask(settings.baseUrl ?? '', request, signal);
    if (signal.aborted) throw new InterruptedError();
    // The rest would fail for the same reason, each after its own time-out.
    if (replies[request.id]?.status === 0) break;
  }
  const problems = evaluatePreflight(settings, spec, replies);
  const configuration = problems.filter(({ kind }) => kind === 'configuration');
  if (configuration.length > 0) throw new UsageError(configuration.map(({ message }) => message));
  if (problems.length > 0) throw new CouldNotRunError(problems.map(({ message }) => message).join('; '));
}
