import type { DefectHooks } from '../../api/hooks.ts';
import type { Reply } from '../../api/reply.ts';
import type { Match } from '../../api/router.ts';

/** Whether the request submits a job. */
export function submitsJob(match: Match): boolean {
  return /^w\/:w\/jobs\/run(_wait_result)?\//.test(match.route.pattern) && match.route.method === 'POST';
}

/**
 * A defect that depends on how many jobs are being asked for at once in this process. `act` is given that number, the
 * request itself included; it answers, or waits and calls `next`.
 */
export function byConcurrency(
  act: (atOnce: number, next: () => Promise<Reply>) => Promise<Reply>,
): DefectHooks {
  let atOnce = 0;
  return {
    around: async (match, _services, next) => {
      if (!submitsJob(match)) return next();
      atOnce += 1;
      try {
        return await act(atOnce, next);
      } finally {
        atOnce -= 1;
      }
    },
  };
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
