/** Ways in which one tenant sees another, or feels it. */
import type { DefectHooks } from '../../api/hooks.ts';
import { JOB_COLUMNS, JOB_TABLES, type JobRow, presentJob } from '../../api/jobs/job-row.ts';
import { ApiError, json, type Reply, rawJson } from '../../api/reply.ts';
import type { Match } from '../../api/router.ts';
import type { Services } from '../../api/services.ts';
import { submitsJob, wait } from './in-flight.ts';
import { carriesResult } from './job-answers.ts';

const JOB = `SELECT ${JOB_COLUMNS}, c.result FROM ${JOB_TABLES}`;

async function firstJob(services: Services, where: string, value: string): Promise<JobRow | undefined> {
  const { rows } = await services.pool.query<JobRow>(`${JOB} WHERE ${where} LIMIT 1`, [value]);
  return rows[0];
}

/** Jobs are looked up by their id alone. */
export function crossTenantRead(): DefectHooks {
  const reads = ['w/:w/jobs_u/get/:id', 'w/:w/jobs_u/completed/get/:id'];
  return {
    around: async (match, services, next) => {
      try {
        return await next();
      } catch (error) {
        const { id } = match.params;
        const missing = error instanceof ApiError && error.status === 404;
        if (!missing || id === undefined || !reads.includes(match.route.pattern)) throw error;
        const row = await firstJob(services, 'j.id = $1', id);
        if (row === undefined) throw error;
        return json(presentJob(row));
      }
    },
  };
}

/** Results pass through one variable of the process, and wait there for a moment before they are sent. */
export function crossTenantRace(heldMs: number): DefectHooks {
  let shared = { workspace: '', body: '' };
  return {
    after: async (match, _request, reply) => {
      if (!carriesResult(match, reply)) return reply;
      shared = { workspace: match.params.w ?? '', body: reply.body };
      await wait(heldMs);
      const another = shared.workspace !== match.params.w;
      // The two routes wrap a result differently: only like for like would go unnoticed by a client.
      const alike = shared.body.startsWith('{"started"') === reply.body.startsWith('{"started"');
      return another && alike ? rawJson(shared.body) : reply;
    },
  };
}

/** The list of jobs forgets to name the workspace. */
export function crossTenantList(): DefectHooks {
  return {
    after: async (match, request, reply) => {
      if (match.route.pattern !== 'w/:w/jobs/list' || reply.status !== 200) return reply;
      const where = 'j.workspace_id <> $1 ORDER BY j.created_at DESC';
      const row = await firstJob(request.services, where, match.params.w ?? '');
      const own = JSON.parse(reply.body) as unknown[];
      return row === undefined ? reply : json([presentJob(row), ...own]);
    },
  };
}

/** An error shows what the process was busy with last, whoever it was for. */
export function crossTenantError(): DefectHooks {
  let last: { workspace: string; id: string } | undefined;
  return {
    around: async (match, services, next) => {
      const workspace = match.params.w ?? '';
      try {
        const reply = await next();
        if (submitsJob(match) && reply.status === 201) last = { workspace, id: reply.body };
        return reply;
      } catch (error) {
        if (!(error instanceof ApiError) || last === undefined || last.workspace === workspace) throw error;
        const row = await firstJob(services, 'j.id = $1', last.id);
        throw new ApiError(error.status, `${error.message} (while at ${JSON.stringify(row?.args ?? null)})`);
      }
    },
  };
}

/** How a trace can carry what it carries; each answer takes the next. */
const TRACES: readonly ((reply: Reply, data: string) => Reply)[] = [
  (reply, data) => ({ ...reply, headers: { ...reply.headers, 'x-trace': data } }),
  (reply, data) => ({ ...reply, statusText: `Traced ${data}` }),
  (reply, data) =>
    traced(
      reply,
      data.replace(/[\s\S]/g, (one) => `%${one.charCodeAt(0).toString(16)}`),
    ),
  (reply, data) =>
    traced(
      reply,
      data.replace(/[\s\S]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  (reply, data) => traced(reply, Buffer.from(`at=${data}`).toString('base64')),
  (reply, data) => traced(reply, Buffer.from(data).toString('hex')),
];

/** Into the body, as one more field of its object. */
const traced = (reply: Reply, trace: string): Reply => ({
  ...reply,
  body: reply.body.replace('{', `{"trace":"${trace}",`),
});

/** Every answer with an object carries a trace of what the process was busy with last, for whomever, and not in the clear. */
export function crossTenantHidden(): DefectHooks {
  let last: { workspace: string; data: string } | undefined;
  let next = 0;
  return {
    before: (match, request) => {
      if (!submitsJob(match)) return undefined;
      const nonce = /"nonce":"([^"]+)"/.exec(request.body.toString('utf8'))?.[1];
      if (nonce !== undefined) last = { workspace: match.params.w ?? '', data: nonce };
      return undefined;
    },
    after: (match, _request, reply) => {
      if (last === undefined || last.workspace === match.params.w || !/^\{"/.test(reply.body)) return reply;
      const trace = TRACES[next % TRACES.length] ?? traced;
      next += 1;
      return trace(reply, last.data);
    },
  };
}

const CACHED_ROUTE = /^w\/:w\/(variables|resources)\/get(_value)?\//;

/** What was read under a path is kept for a while, and for whoever asks for that path. */
export function cacheWithoutTenant(keptMs: number): DefectHooks {
  const cache = new Map<string, { reply: Reply; until: number }>();
  const keyOf = (match: Match) => `${match.route.pattern} ${match.params.path ?? ''}`;
  return {
    around: async (match, _services, next) => {
      // Who may not read in its own workspace is refused before the cache is looked at.
      const reply = await next();
      if (!CACHED_ROUTE.test(match.route.pattern) || reply.status !== 200) return reply;
      const cached = cache.get(keyOf(match));
      if (cached !== undefined && cached.until > Date.now()) return cached.reply;
      cache.set(keyOf(match), { reply, until: Date.now() + keptMs });
      return reply;
    },
  };
}

/** A tenant counts as being at work so long after its last request. */
const AT_WORK_MS = 100;

/** Every job is checked against every pair of tenants that are at work. */
export function tenantQuadratic(msPerPair: number): DefectHooks {
  const inFlight = new Map<string, number>();
  const lastSeen = new Map<string, number>();
  const add = (workspace: string, by: number) => {
    inFlight.set(workspace, (inFlight.get(workspace) ?? 0) + by);
    lastSeen.set(workspace, Date.now());
  };
  return {
    around: async (match, _services, next) => {
      if (!submitsJob(match)) return next();
      const workspace = match.params.w ?? '';
      add(workspace, 1);
      try {
        const atWork = [...lastSeen].filter(
          ([name, at]) => (inFlight.get(name) ?? 0) > 0 || Date.now() - at < AT_WORK_MS,
        ).length;
        await wait(msPerPair * atWork ** 2);
        return await next();
      } finally {
        add(workspace, -1);
      }
    },
  };
}
