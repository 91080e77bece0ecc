import { runnerVariables } from './runner-variables.ts';

/** Writes one event for the post-processor (a `RunEvent`). Silent where nobody collects them. Never pass a secret. */
export function emit(event: string, fields: Readonly<Record<string, unknown>>): void {
  if (runnerVariables().events) console.log(JSON.stringify({ event, t: Date.now(), ...fields }));
}
