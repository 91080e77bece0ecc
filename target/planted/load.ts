/** Defects that the load family must catch, or must not be misled by. */
import { rawJson, text } from '../api/reply.ts';
import { workspaceOf } from '../api/request.ts';
import { submitsJob, wait } from './api/in-flight.ts';
import { carriesResult } from './api/job-answers.ts';
import { type CaughtBy, defect } from './defect.ts';

/** Every other journey or all of them show it: it takes no more of them. */
const SHORT = { DURATION: '6s' } as const;

const SOON_GIVEN_UP = { JOB_TIMEOUT_MS: '4000', ...SHORT } as const;

const ALL_OF_THE_LOAD_FAMILY = {
  kind: 'criterion',
  id: 'wrong-results',
  and: ['latency-p95', 'error-rate', 'jobs-completed'],
} as const satisfies CaughtBy;

/** The result of another job of the workspace that ended within the last seconds, when there is one. */
const OTHER = `SELECT c.id, c.result::text AS result FROM completed c
  WHERE c.workspace_id = $1 AND c.success AND c.completed_at > now() - interval '3 seconds'
  ORDER BY c.completed_at DESC LIMIT 5`;

/** When a forgotten job would be run: long after anybody waits for it. */
const NEVER = '2999-01-01T00:00:00Z';

/** Jobs of a minute, more than any number of workers that a test has. */
const BACKLOG = `
  WITH waiting AS (
    INSERT INTO job (id, workspace_id, kind, script_path, script_hash, args, created_by, email, permissioned_as, tag)
    SELECT gen_random_uuid(), workspace_id, 'script', path, hash, '{"nonce": "backlog", "ms": 60000}', created_by,
           created_by || '@planted.invalid', 'u/' || created_by, 'bun'
    FROM script, generate_series(1, 40) WHERE path = 'f/perf/sleep' AND NOT archived
    RETURNING id, workspace_id, tag
  )
  INSERT INTO queue (id, workspace_id, tag) SELECT id, workspace_id, tag FROM waiting`;

export const LOAD_DEFECTS = {
  'slow-p95': defect({
    description: 'one job in ten takes 2.5 s',
    scenario: 'normal',
    settings: SHORT,
    caughtBy: { kind: 'criterion', id: 'latency-p95' },
    params: { 'slow-every': 10, 'slow-ms': 2500 },
    plants: {
      worker: ({ param, shouldInject }) => ({
        before: async () => {
          if (shouldInject(param('slow-every'))) await wait(param('slow-ms'));
        },
      }),
    },
  }),
  'error-2pct': defect({
    description: 'two requests in a hundred fail with a 500',
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'error-rate' },
    alsoOn: [{ scenario: 'multitenant', caughtBy: { kind: 'criterion', id: 'tenant-errors' } }],
    params: { 'error-every': 50 },
    plants: {
      // Requests about jobs, before anything is done.
      api: ({ param, shouldInject }) => ({
        before: (match) =>
          match.route.pattern.startsWith('w/:w/jobs') && shouldInject(param('error-every'))
            ? text('Internal: planted failure', 500)
            : undefined,
      }),
    },
  }),
  exception: defect({
    description: 'a response that makes the journey throw',
    scenario: 'baseline',
    settings: SHORT,
    caughtBy: { kind: 'criterion', id: 'error-rate' },
    params: { 'exception-every': 5 },
    plants: {
      // A 200 whose body is no object (`null`) or no JSON (cut off), in turn: a client that trusts the status throws.
      api: ({ param, shouldInject }) => {
        let turn = 0;
        return {
          after: (match, _request, reply) => {
            if (!carriesResult(match, reply) || !shouldInject(param('exception-every'))) return reply;
            turn += 1;
            return rawJson(turn % 2 === 1 ? 'null' : reply.body.slice(0, Math.ceil(reply.body.length / 2)));
          },
        };
      },
    },
  }),
  'wrong-result': defect({
    description: "another job's nonce comes back under concurrency",
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'wrong-results' },
    alsoOn: [{ scenario: 'stress', caughtBy: { kind: 'criterion', id: 'stress-wrong-results' } }],
    params: { 'wrong-every': 4 },
    plants: {
      api: ({ param, shouldInject }) => ({
        after: async (match, request, reply) => {
          if (!carriesResult(match, reply) || !shouldInject(param('wrong-every'))) return reply;
          const { pool } = request.services;
          const { rows } = await pool.query<{ result: string }>(OTHER, [workspaceOf(request)]);
          const other = rows.find((row) => !reply.body.includes(row.result));
          if (other === undefined) return reply;
          if (match.route.pattern.includes('/run_wait_result/')) return rawJson(other.result);
          return rawJson(`{"started":true,"success":true,"completed":true,"result":${other.result}}`);
        },
      }),
    },
  }),
  'no-workers': defect({
    description: 'jobs are accepted, none is run',
    scenario: 'baseline',
    settings: SOON_GIVEN_UP,
    caughtBy: { kind: 'criterion', id: 'jobs-completed' },
    plants: { setUp: () => ({ workers: 0 }) },
  }),
  'forgotten-jobs': defect({
    description: 'one accepted job in ten is never run',
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'jobs-completed' },
    settings: SOON_GIVEN_UP,
    params: { 'forgotten-every': 10 },
    plants: {
      api: ({ param, shouldInject }) => ({
        dueAt: () => (shouldInject(param('forgotten-every')) ? NEVER : undefined),
      }),
    },
  }),
  'sick-system': defect({
    description: 'jobs come late, fail, are mixed up and forgotten, all of it at once',
    with: ['slow-p95', 'error-2pct', 'wrong-result', 'forgotten-jobs'],
    scenario: 'baseline',
    // One user alone meets nobody whose result it could get, and sends too few jobs to meet a slow one.
    settings: { ...SOON_GIVEN_UP, USERS: '10' },
    caughtBy: ALL_OF_THE_LOAD_FAMILY,
    alsoOn: [
      { scenario: 'high', caughtBy: ALL_OF_THE_LOAD_FAMILY, settings: SOON_GIVEN_UP },
      { scenario: 'burst', caughtBy: ALL_OF_THE_LOAD_FAMILY, settings: SOON_GIVEN_UP },
      {
        scenario: 'soak',
        caughtBy: ALL_OF_THE_LOAD_FAMILY,
        settings: { ...SOON_GIVEN_UP, SOAK_DURATION: '15s' },
      },
    ],
    plants: {},
  }),
  'backlog-at-start': defect({
    description: 'jobs of somebody else wait for a worker when the run begins',
    scenario: 'baseline',
    settings: { JOB_TIMEOUT_MS: '1000', DURATION: '2s' },
    caughtBy: { kind: 'validity', id: 'clean-start' },
    plants: {
      setUp: () => ({
        filled: async (pool) => {
          await pool.query(BACKLOG);
        },
      }),
    },
  }),
  'broken-off': defect({
    description: 'k6 is told to stop before anything was measured',
    scenario: 'baseline',
    // A ramp of 15 seconds, of which the run sees about half.
    settings: { PROFILE: 'short' },
    caughtBy: { kind: 'validity', id: 'run-completed', and: ['samples-present', 'load-delivered'] },
    plants: 'selftest',
  }),
  'target-restart': defect({
    description: 'the API and the workers restart in mid-run',
    scenario: 'baseline',
    caughtBy: { kind: 'validity', id: 'target-unchanged' },
    params: { 'restart-after-s': 3 },
    plants: {
      setUp: ({ param }) => ({
        firstJob: ({ restart }) => void wait(param('restart-after-s') * 1_000).then(restart),
      }),
    },
  }),
  'generator-busy': defect({
    description: 'something beside k6 takes half of its CPU time',
    scenario: 'baseline',
    caughtBy: { kind: 'validity', id: 'generator-not-busy' },
    plants: 'selftest',
  }),
  'slow-after-peak': defect({
    description: 'after a peak every answer stays late, as long as the system runs',
    scenario: 'burst',
    caughtBy: { kind: 'criterion', id: 'burst-recovery' },
    params: { 'peak-per-s': 60, 'hangover-ms': 300 },
    plants: {
      // A peak leaves something behind: once more jobs came in within a second than the limit, every answer is late.
      api: ({ param }) => {
        let second = 0;
        let submitted = 0;
        let peakSeen = false;
        return {
          before: async (match) => {
            if (!submitsJob(match)) return undefined;
            const now = Math.floor(Date.now() / 1000);
            if (now !== second) submitted = 0;
            second = now;
            submitted += 1;
            if (submitted > param('peak-per-s')) peakSeen = true;
            if (peakSeen) await wait(param('hangover-ms'));
            return undefined;
          },
        };
      },
    },
  }),
};
