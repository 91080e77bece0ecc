/** One user of the load family: a journey, then a pause. */
import exec from 'k6/execution';
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
import { answerOf } from '../../../lib/windmill/http.ts';
import { JobClient } from '../../../lib/windmill/job-client.ts';

export interface LoadOwn {
  readonly task: UserTask;
  readonly phases: readonly Pick<Phase, 'name' | 'startSeconds'>[];
}

/** Two neighbouring journeys of this many ask for the times of their job: one of the two is an async one. */
const ASK_TIMES_EVERY = 8;

/** What a user keeps from its first journey on: all that setup hands over is converted each time that it is read. */
interface Kept {
  readonly client: JobClient;
  readonly own: LoadOwn;
  readonly runId: string;
  readonly loadStartsAt: number;
}

function keep(data: RunData<LoadOwn>, token: string): Kept {
  const own: LoadOwn = JSON.parse(JSON.stringify(data.own));
  const { baseUrl, workspace } = own.task;
  const client = new JobClient(baseUrl, { workspace, token }, answerOf);
  return { client, own, runId: data.runId, loadStartsAt: data.loadStartsAt };
}

let kept: Kept | null = null;
let phase = '';

/** One journey: submit and see the end of a job, then think. Users take turns between the two ways to wait. */
export function loadUser(data: RunData<LoadOwn>, token: string): void {
  kept ??= keep(data, token);
  const { client, own, runId } = kept;
  const { script, args, workspace, timeoutMs, think: pause } = own.task;
  const now = phaseAt(own.phases, elapsedSeconds(kept));
  // A tag of the user: all that it measures from here on has it.
  if (now !== phase) exec.vu.metrics.tags.phase = phase = now;
  const askTimes = __ITER % ASK_TIMES_EVERY < 2;
  const input = { script, args, workspace, timeoutMs, askTimes, nonce: nonce(runId) };
  const waits = (__VU + __ITER) % 2 === 0;
  runJourney(() => (waits ? waitJourney(client, input) : asyncJourney(client, input)));
  think(pause);
}
