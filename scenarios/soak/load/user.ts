/** One user of the soak. */
import { sleep } from 'k6';
import { nonce } from '../../../lib/journeys/nonce.ts';
import { runJourney } from '../../../lib/journeys/record.ts';
import { think } from '../../../lib/journeys/think.ts';
import { waitJourney } from '../../../lib/journeys/wait.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import { elapsedSeconds } from '../../../lib/run/elapsed.ts';
import type { UserTask } from '../../../lib/run/user-task.ts';
import { WindmillClient } from '../../../lib/windmill/client.ts';
import type { SoakTiming } from './plan.ts';
import { soakTags } from './tags.ts';

export interface SoakOwn {
  readonly task: UserTask;
  readonly timing: SoakTiming;
}

/**
 * One journey, always with one request that waits for the result: k6 keeps several numbers for each request until it
 * ends, and polls would multiply them. See the README for what that amounts to over hours.
 */
export function soakUser(data: RunData<SoakOwn>, token: string): void {
  const { task, timing } = data.own;
  const client = new WindmillClient(task.baseUrl, { workspace: task.workspace, token });
  // Users who all begin at once would march in step, and throughput would swing for a long time.
  if (__ITER === 0) sleep(Math.random() * task.think.max);
  const tagsNow = () => soakTags(timing, elapsedSeconds(data));
  const input = { ...task, tags: { phase: tagsNow().phase ?? '' }, nonce: nonce(data.runId) };
  runJourney(() => waitJourney(client, input), tagsNow);
  think(task.think);
}
