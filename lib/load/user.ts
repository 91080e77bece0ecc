/** One user of the load family: a journey, then a pause. */
import { asyncJourney } from '../journeys/async.ts';
import { nonce } from '../journeys/nonce.ts';
import { runJourney } from '../journeys/record.ts';
import { think } from '../journeys/think.ts';
import { waitJourney } from '../journeys/wait.ts';
import type { RunData } from '../run/define-run.ts';
import { elapsedSeconds } from '../run/elapsed.ts';
import type { UserTask } from '../run/user-task.ts';
import type { Phase } from '../summary-types.ts';
import { WindmillClient } from '../windmill/client.ts';
import { phaseAt } from './phase-at.ts';

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
