/** The isolation part: a tenant runs a job of its own, reads what it owns, and another one asks for all of it. */

import exec from 'k6/execution';
import { uuidFromName } from '../../../lib/ids.ts';
import { asyncJourney } from '../../../lib/journeys/async.ts';
import { runJourney } from '../../../lib/journeys/record.ts';
import { jobTimeoutOf } from '../../../lib/load/plan.ts';
import * as metrics from '../../../lib/metrics/tenants.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import type { OwnData } from '../../shared/canaries/routes.ts';
import type { TenantSettings } from '../settings.ts';
import { ownDataOf } from './canary-data.ts';
import { keepPace, userNumber } from './clock.ts';
import { CROSS_READS, type CrossRead, judgeRead, ownFound } from './cross-reads.ts';
import { OWN_READS, provingReads } from './own-reads.ts';
import { PART, type TenantPlan, tenantsAtWork } from './plan.ts';
import { roundRobin } from './round-robin.ts';
import type { TenantData } from './setup.ts';
import { askTogether, LeakWatch, WatchedClient } from './watch.ts';

/** Reads of each sort in one round; all kinds come round in a few. */
const READS_PER_ROUND = 5;
const TIMEOUT_MS = 10_000;

/** Reads that make sense while the job has only just been accepted. */
const FRESH_JOB = CROSS_READS.filter(({ route }) => ['job', 'job-result', 'job-update'].includes(route.name));

class IsolationUser {
  readonly #settings: TenantSettings;
  readonly #watch: LeakWatch;
  readonly #runId: string;
  readonly #owner: number;
  readonly #user: number;
  readonly #client: WatchedClient;
  #asked = 0;

  constructor(settings: TenantSettings, data: RunData<TenantData>, user: number) {
    const tenants = tenantsAtWork(settings);
    this.#settings = settings;
    this.#runId = data.runId;
    this.#user = user;
    this.#owner = user % tenants.length;
    this.#watch = new LeakWatch(settings, data.runId);
    const tenant = tenants[this.#owner] ?? { workspace: '', token: '' };
    this.#client = new WatchedClient(settings.baseUrl ?? '', tenant, this.#owner, this.#watch);
    // Users start at different places of the rings, so that together they ask everything at any time.
    this.#asked = user * READS_PER_ROUND;
  }

  round(round: number): void {
    const { canaries } = this.#watch;
    const canary = canaries.canary(this.#owner, 'job');
    const name = `${this.#runId}/${this.#owner}/${this.#user}/${round}`;
    const jobId = uuidFromName(name);
    const own = ownDataOf(this.#settings, canaries, this.#runId, this.#owner, jobId);
    const input = {
      script: this.#settings.scriptPath,
      args: this.#settings.scriptArgs,
      nonce: `${canary}/${this.#user}/${round}`,
      workspace: this.#client.workspace,
      timeoutMs: jobTimeoutOf(this.#settings),
      jobId,
      // The id is known to exist, and its job waits or runs.
      onAccepted: () => this.#intrude(roundRobin(FRESH_JOB, round * 2, 2), own, round),
    };
    const outcome = runJourney(() => asyncJourney(this.#client, input), { phase: PART.isolation });
    if (outcome?.accepted !== true) return;
    this.#readOwn(own);
    this.#intrude(roundRobin(CROSS_READS, this.#asked, READS_PER_ROUND), own, round);
    this.#asked += READS_PER_ROUND;
  }

  /** Another tenant asks for what is not its own; a different one each round. */
  #intrude(reads: readonly CrossRead[], own: OwnData, round: number): void {
    const tenants = tenantsAtWork(this.#settings);
    const asker = (this.#owner + 1 + (round % (tenants.length - 1))) % tenants.length;
    const intruder = tenants[asker];
    if (intruder === undefined) return;
    const answers = askTogether(
      this.#settings.baseUrl ?? '',
      this.#watch,
      reads.map(({ route, way }) => {
        const call = route.call(own, way === 'wrong-token' ? own.workspace : intruder.workspace);
        return {
          call: {
            ...call,
            token: intruder.token,
            expect: 'any',
            timeoutMs: TIMEOUT_MS,
            tags: { role: 'intruder' },
          },
          question: { asker, request: `${call.method} ${call.route} (${way})`, route: call.route },
        };
      }),
    );
    for (const [index, read] of reads.entries()) {
      const answer = answers[index];
      if (answer === undefined) continue;
      const outcome = judgeRead(answer.reply, read, own, answer.foreign);
      const kind = read.route.name;
      if (outcome === 'unanswered') metrics.crossUnanswered.add(1);
      else metrics.crossReads.add(outcome === 'let-in', { kind });
      if (outcome === 'let-in' && !answer.foreign) {
        const { method, route } = read.route.call(own, own.workspace);
        const question = { asker, request: `${method} ${route} (${read.way})`, route };
        const { body } = answer.reply;
        this.#watch.describe(answer.reply, question, {
          owner: this.#owner,
          part: 'body',
          form: 'plain',
          text: body,
          at: 0,
        });
      }
    }
  }

  #readOwn(own: OwnData): void {
    const proving = provingReads(own.script);
    const reads = roundRobin(OWN_READS, this.#asked, READS_PER_ROUND);
    const { workspace } = this.#client;
    const { token } = tenantsAtWork(this.#settings)[this.#owner] ?? { token: '' };
    const answers = askTogether(
      this.#settings.baseUrl ?? '',
      this.#watch,
      reads.map((read) => {
        const call = read.call(own);
        const route = `/w/{workspace}${call.route}`;
        return {
          call: {
            ...call,
            path: `/w/${workspace}${call.path}`,
            route,
            token,
            expect: 'any',
            timeoutMs: TIMEOUT_MS,
            tags: { role: 'owner' },
          },
          question: { asker: this.#owner, request: `${call.method} ${route}`, route },
        };
      }),
    );
    for (const [index, read] of reads.entries()) {
      const answer = answers[index];
      if (answer === undefined || !proving.includes(read)) continue;
      const found = ownFound(answer.reply, own.marker);
      if (found !== null) metrics.ownMissing.add(!found, { kind: read.name });
    }
  }
}

/** The life of one user of the isolation part. */
export function isolationUser(settings: TenantSettings, plan: TenantPlan, data: RunData<TenantData>): void {
  const phase = plan.plan.phases.find(({ name }) => name === PART.isolation);
  if (phase === undefined) return;
  exec.vu.metrics.tags.phase = PART.isolation;
  const number = userNumber();
  const user = new IsolationUser(settings, data, number);
  keepPace(
    data,
    {
      from: phase.startSeconds,
      until: phase.startSeconds + phase.seconds,
      pace: plan.isolationPace,
      offset: number / plan.isolationUsers,
    },
    (round) => user.round(round),
  );
}
