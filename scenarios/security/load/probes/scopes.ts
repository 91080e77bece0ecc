/** Tokens with few rights: a token that may only read does not write, a user who is no admin does not administrate. */
import { type Call, isRecord, parseJson, type Reply } from '../../../../lib/windmill/http.ts';
import type { OwnData } from '../../../shared/canaries/routes.ts';
import type { ProbeRecorder } from '../recorder.ts';

/** What the scoped token is made with. */
export const READ_SCOPES = ['variables:read', 'jobs:read'];

/** A token that may read variables and jobs only. `token` null: none could be made. */
export function probeScopedToken(
  recorder: ProbeRecorder,
  data: OwnData,
  token: string | null,
  path: string,
): void {
  const words = `with a token for ${READ_SCOPES.join(' and ')}`;
  const workspace = `/w/${data.workspace}`;
  const control =
    token === null
      ? null
      : recorder.ask(words, {
          method: 'GET',
          path: `${workspace}/variables/list`,
          route: '/w/{workspace}/variables/list',
          token,
        });
  const works = control !== null && control.reply.status === 200;
  const writes: readonly (readonly [string, Call])[] = [
    [
      'create-variable',
      {
        method: 'POST',
        path: `${workspace}/variables/create`,
        route: '/w/{workspace}/variables/create',
        body: { path, value: 'written by a token that may only read', is_secret: false, description: '' },
      },
    ],
    [
      'run',
      {
        method: 'POST',
        path: `${workspace}/jobs/run/p/${data.script}`,
        route: '/w/{workspace}/jobs/run/p/{path}',
        body: { nonce: data.marker, workspace: data.workspace },
      },
    ],
    [
      'read-resource',
      {
        method: 'GET',
        path: `${workspace}/resources/get/${data.resource}`,
        route: '/w/{workspace}/resources/get/{path}',
      },
    ],
  ];
  for (const [name, call] of writes) {
    const sent = `${call.method} ${call.route}, ${words}`;
    if (token === null || !works) {
      const why =
        token === null
          ? 'no token could be made'
          : `what it may do is answered ${control?.reply.status ?? 0}`;
      recorder.notChecked('scopes', `read-only.${name}`, sent, why);
      continue;
    }
    const asked = recorder.ask(words, { ...call, token });
    const { reply } = asked;
    recorder.add(
      'scopes',
      `read-only.${name}`,
      reply.status === 403 || reply.status === 401 ? 'pass' : 'fail',
      {
        sent,
        expected: '403',
        observed: recorder.describe(asked),
      },
    );
  }
}

/** Routes that only an administrator of the installation may use. All of them are reads. */
const ADMIN_ROUTES = [
  '/users/list_as_super_admin',
  '/workspaces/list_as_superadmin',
  '/settings/list_global',
];

/** What an edition says of a route that it lacks: "… not available on community edition". */
const NOT_IN_EDITION = /not (?:available|supported|implemented|included)\b.*\bedition\b|\benterprise\b/i;

export interface AdminAnswer {
  readonly verdict: 'pass' | 'fail' | 'not-checked';
  /** Why nothing is shown by it. */
  readonly why: string;
}

/** What an ordinary user's request for a route of administrators shows. Only a refusal shows that it is closed. Pure. */
export function judgeAdminAnswer({ status, body }: Pick<Reply, 'status' | 'body'>): AdminAnswer {
  if (status === 401 || status === 403) return { verdict: 'pass', why: '' };
  if (status >= 200 && status < 400) return { verdict: 'fail', why: '' };
  if (NOT_IN_EDITION.test(body)) return { verdict: 'not-checked', why: 'this edition lacks the route' };
  const why = status === 404 ? 'no such route here (404)' : `neither let in nor refused (${status})`;
  return { verdict: 'not-checked', why };
}

/** Asks as an ordinary user. */
export function probeAdminRoutes(recorder: ProbeRecorder, token: string): void {
  for (const path of ADMIN_ROUTES) {
    const asked = recorder.ask('as an ordinary user', { method: 'GET', path, route: path, token });
    const { verdict, why } = judgeAdminAnswer(asked.reply);
    const id = `admin.${path.split('/').at(-1) ?? ''}`;
    if (verdict === 'not-checked') recorder.notChecked('scopes', id, asked.sent, `${path}: ${why}`);
    else {
      recorder.add('scopes', id, verdict, {
        sent: asked.sent,
        expected: '401 or 403',
        observed: recorder.describe(asked),
      });
    }
  }
}

/** Where an ordinary user has no right to write: a folder that nobody gave it, and another user's own. */
const FOREIGN_PATHS = [
  { id: 'folder', words: 'in a folder without a right to it', path: 'f/perf_security_closed/' },
  { id: 'other-user', words: 'under the name of another user', path: 'u/perf_security_nobody/' },
] as const;

/** Prefixes under which a system that lets everybody write would hold what these probes wrote. */
export const FOREIGN_PREFIXES: readonly string[] = FOREIGN_PATHS.map(({ path }) => path);

/** Whether the caller administrates the workspace, and so may write anywhere; null where it does not tell. */
function isAdmin(recorder: ProbeRecorder, workspace: string, token: string): boolean | null {
  const { reply } = recorder.ask('as the owner', {
    method: 'GET',
    path: `/w/${workspace}/users/whoami`,
    route: '/w/{workspace}/users/whoami',
    token,
  });
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  return parsed.ok && isRecord(parsed.value) ? parsed.value.is_admin === true : null;
}

/** Writes a variable where the caller has no right to, and looks whether it is there. */
export function probeForeignPaths(
  recorder: ProbeRecorder,
  workspace: string,
  token: string,
  runId: string,
): void {
  const admin = isAdmin(recorder, workspace, token);
  for (const { id: name, words, path: prefix } of FOREIGN_PATHS) {
    const path = `${prefix}${runId.replace(/\W/g, '_')}`;
    const id = `foreign-path.${name}`;
    const route = '/w/{workspace}/variables/create';
    if (admin !== false) {
      const why =
        admin === null ? 'it does not tell who administrates' : 'the user administrates the workspace';
      recorder.notChecked('scopes', id, `POST ${route}, ${words}`, why);
      continue;
    }
    const asked = recorder.ask(words, {
      method: 'POST',
      path: `/w/${workspace}/variables/create`,
      route,
      token,
      body: { path, value: 'written without a right', is_secret: false, description: 'of a security run' },
    });
    const there = recorder.ask(words, {
      method: 'GET',
      path: `/w/${workspace}/variables/exists/${path}`,
      route: '/w/{workspace}/variables/exists/{path}',
      token,
    });
    const written =
      (asked.reply.status >= 200 && asked.reply.status < 300) || there.reply.body.trim() === 'true';
    const refused = asked.reply.status >= 400 && asked.reply.status < 500;
    recorder.add('scopes', id, written || !refused ? 'fail' : 'pass', {
      sent: asked.sent,
      expected: 'refused, and not there afterwards',
      observed: `${recorder.describe(asked)}${written ? ', written' : ''}`,
    });
  }
}
