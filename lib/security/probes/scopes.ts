/** Tokens with few rights: a token that may only read does not write, a user who is no admin does not administrate. */
import type { Call } from '../../windmill/http.ts';
import type { ProbeRecorder } from '../recorder.ts';
import type { OwnData } from '../routes.ts';

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
    const { reply } = recorder.ask(words, { ...call, token });
    recorder.add(
      'scopes',
      `read-only.${name}`,
      reply.status === 403 || reply.status === 401 ? 'pass' : 'fail',
      {
        sent,
        expected: '403',
        observed: recorder.describe(reply),
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

/** Asks as an ordinary user. A 404 proves nothing: only a refusal shows that the route is there and closed. */
export function probeAdminRoutes(recorder: ProbeRecorder, token: string): void {
  for (const path of ADMIN_ROUTES) {
    const { reply, sent } = recorder.ask('as an ordinary user', { method: 'GET', path, route: path, token });
    const id = `admin.${path.split('/').at(-1) ?? ''}`;
    if (reply.status === 404) {
      recorder.notChecked('scopes', id, sent, 'no such route here (404)');
      continue;
    }
    recorder.add('scopes', id, reply.status === 403 || reply.status === 401 ? 'pass' : 'fail', {
      sent,
      expected: '403',
      observed: recorder.describe(reply),
    });
  }
}
