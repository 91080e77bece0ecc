/**
 * What the many users of a run need of its settings. Setup hands it over, so that a user does not parse and keep all of
 * them; the token, which nothing hands over, each user reads for itself.
 */
import type { Range } from '../settings/parsers.ts';
import { mainTenant } from '../settings/settings.ts';
import type { Settings } from '../settings/table.ts';

export interface UserTask {
  readonly baseUrl: string;
  readonly workspace: string;
  readonly script: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** How long a journey waits for its job. */
  readonly timeoutMs: number;
  /** Pause between two journeys, s. */
  readonly think: Range;
}

export function userTask(settings: Settings, timeoutMs: number, think: Range): UserTask {
  return {
    baseUrl: settings.baseUrl ?? '',
    workspace: mainTenant(settings)?.workspace ?? '',
    script: settings.scriptPath,
    args: settings.scriptArgs,
    timeoutMs,
    think,
  };
}
