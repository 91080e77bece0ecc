/** What set-up hands over, as it comes back: k6 keeps it as JSON, and so does the runner of several generators. */
import { runnerVariables } from '../runner-variables.ts';
import { isRecord } from '../windmill/http.ts';
import type { RunData } from './define-run.ts';

/** Whether it is what a set-up returned. */
export function isRunData<Own>(data: unknown): data is RunData<Own> {
  return isRecord(data) && typeof data.runId === 'string' && typeof data.loadStartsAt === 'number';
}

/** What the set-up of another k6 left for this one; null where it is to make its own. */
export function dataOfSetup<Own>(): RunData<Own> | null {
  const { part, setupData } = runnerVariables();
  if (part !== 'load' || setupData === null) return null;
  const data: unknown = JSON.parse(setupData);
  return isRunData<Own>(data) ? data : null;
}
