/** Routes of the journeys, ids replaced by placeholders: what their requests are told apart by. */
import { isFlowName } from './runnable.ts';

export const ROUTE = {
  run: '/w/{workspace}/jobs/run/p/{path}',
  runFlow: '/w/{workspace}/jobs/run/f/{path}',
  runAndWait: '/w/{workspace}/jobs/run_wait_result/p/{path}',
  runFlowAndWait: '/w/{workspace}/jobs/run_wait_result/f/{path}',
  result: '/w/{workspace}/jobs_u/completed/get_result_maybe/{id}',
  completed: '/w/{workspace}/jobs_u/completed/get/{id}',
} as const;

/** Values of the tag `name` under which k6 keeps the requests of journeys that run a script or a flow. */
export function journeyRequests(runnable: string): readonly string[] {
  const flow = isFlowName(runnable);
  return [
    `POST ${flow ? ROUTE.runFlow : ROUTE.run}`,
    `POST ${flow ? ROUTE.runFlowAndWait : ROUTE.runAndWait}`,
    `GET ${ROUTE.result}`,
    `GET ${ROUTE.completed}`,
  ];
}
