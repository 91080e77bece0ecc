/** One user of the load family: a journey, then a pause. */
import { asyncJourney } from '../../../lib/journeys/async.ts';
import { nonce } from '../../../lib/journeys/nonce.ts';
import { runJourney } from '../../../lib/journeys/record.ts';
import { think } from '../../../lib/journeys/think.ts';
import { waitJourney } from '../../../lib/journeys/wait.ts';
import { phaseAt } from '../../../lib/load/phase-at.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import { elapsedSeconds } from '../../../lib/run/elapsed.ts';
import type { UserTask } from '../../../lib/run/user-task.ts';
import type { Phase } from '../../../lib/summary-types.ts';
import { WindmillClient } from '../../../lib/windmill/client.ts';

export interface LoadOwn {
  readonly task: UserTask;
  readonly phases: readonly Pick<Phase, 'name' | 'startSeconds'>[];
}

/** Two neighbouring journeys of this many ask for the times of their job: one of the two is an async one. */
const ASK_TIMES_EVERY = 8;

/** One journey: submit and see the end of a job, then think. Users take turns between the two ways to wait. */
export function loadUser(data: RunData<LoadOwn>, token: string): void {
  const { task, phases } = data.own;
  const client = new WindmillClient(task.baseUrl, { workspace: task.workspace, token });
  const tags = { phase: phaseAt(phases, elapsedSeconds(data)) };
  const input = {
    ...task,
    tags,
    nonce: nonce(data.runId),
    askTimes: __ITER % ASK_TIMES_EVERY < 2,
  };
  const waits = (__VU + __ITER) % 2 === 0;
  runJourney(() => (waits ? waitJourney(client, input) : asyncJourney(client, input)), tags);
  think(task.think);
}
