/**
 * What was sent with each recorded request. Method and path stand in the recording; here is the rest: whose token, which
 * body, and what of the answer later paths refer to as `{name}`.
 */
export interface Sent {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Name under which the text of the answer is kept. */
  readonly keep?: string;
  /** Milliseconds to wait before it is sent. */
  readonly pause?: number;
  /** Name of a kept job that must have ended before it is sent. */
  readonly after?: string;
}

/** Values that bodies and paths are filled with. */
export interface Names {
  readonly wA: string;
  readonly wB: string;
  readonly tA: string;
  readonly sfx: string;
}

const MB = 1024 * 1024;
const HOUR_MS = 3_600_000;
/** A token is used once before and once after its end. */
export const BRIEF_TOKEN_MS = 1_500;

const utf8 = new TextEncoder();

export function requestsFor({ wA, wB, tA, sfx }: Names): Readonly<Record<string, Sent>> {
  const variable = `f/perf/v_${sfx}`;
  const echo = { nonce: 'x', workspace: 'w' };
  const script = (path: string, content: string, language = 'bun') => ({
    path,
    summary: '',
    description: '',
    content,
    language,
  });
  const reason = { body: { reason: 'x' } };
  const resource = { path: variable, value: { a: 1 }, resource_type: 'object', description: 'd' };
  const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
  return {
    OPTIONS: { headers: { origin: 'http://evil', 'access-control-request-method': 'POST' } },
    'login bad': { body: { email: 'nobody@x.dev', password: 'x' } },
    'login bad json': { raw: '{' },
    'login missing field': { body: { email: 'a@b.c' } },
    'run: no token': { body: echo },
    'run: garbage token': { body: echo },
    'run: jwt-like': { body: echo },
    'bearer lower case': { headers: { authorization: `bearer ${tA}` } },
    'empty bearer': { headers: { authorization: 'Bearer ' } },
    'basic auth': { headers: { authorization: 'Basic YTpi' } },
    'cookie token': { headers: { cookie: `token=${tA}` } },
    'foreign workspace run': { body: echo },
    'foreign workspace run_wait': { body: echo },
    'unknown workspace run': { body: { nonce: 'x' } },
    'workspaces exists true': { body: { id: wA } },
    'workspaces exists false': { body: { id: 'nosuchws' } },
    'workspaces exists no token': { body: { id: wA } },
    'workspaces create as user': { body: { id: `x${sfx}`, name: 'x' } },
    'script create conflict': { body: script('f/perf/echo', 'export async function main(){}') },
    'script create fail.ts': {
      body: script(
        `f/perf/fail_${sfx}`,
        'export async function main(nonce?: string){ console.log("before"); throw new Error("boom"); }',
      ),
      keep: 'hash',
    },
    'script create bash': { body: script(`f/perf/b_${sfx}`, 'echo hi', 'bash') },
    'script create bad path': { body: script('bad path', 'x') },
    'script create foreign folder': { body: script('f/nofolder/x', 'x') },
    'run ok': { body: { nonce: 'n1', workspace: 'w' }, keep: 'j1' },
    'run with job_id': { body: { nonce: 'n2', workspace: 'w' }, keep: 'jid' },
    'run same job_id': { body: { nonce: 'n2', workspace: 'w' } },
    'run same job_id after end': { body: { nonce: 'n2', workspace: 'w' }, after: 'jid' },
    'run same job_id other workspace': { body: { nonce: 'n2', workspace: 'w' } },
    'run job_id no uuid': { body: { nonce: 'n2' } },
    'run unknown script': { body: {} },
    'run unknown flow': { body: {} },
    'run unknown hash': { body: {} },
    'run bad hash': { body: {} },
    'run by hash': { body: {} },
    'run bad json': { raw: '{"nonce": ' },
    'run empty json body': { raw: '' },
    'run array body': { body: [1, 2] },
    'run scalar body': { raw: '5' },
    'run text/plain': { raw: 'hello', headers: { 'content-type': 'text/plain' } },
    'run form': {
      raw: 'nonce=a&workspace=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    'run xml': { raw: '<a/>', headers: { 'content-type': 'application/xml' } },
    'run no token': { body: {} },
    'run 3MB body': { body: { ...echo, payload: 'x'.repeat(3_000_000) } },
    'run 17MB body': { body: { ...echo, payload: 'x'.repeat(17 * MB) } },
    'run invalid utf8': {
      raw: Uint8Array.from([...utf8.encode('{"nonce":"'), 0xff, 0xfe, ...utf8.encode('"}')]),
    },
    'run NUL in string': { raw: '{"nonce":"a\\u0000b","workspace":"w"}' },
    'run with tag': { body: echo },
    'run scheduled': { body: echo, keep: 'jsched' },
    'run_wait ok': { body: { nonce: 'n3', workspace: 'w' } },
    'run_wait fail': { body: { nonce: 'n3' } },
    'run_wait unknown': { body: {} },
    'run_wait missing arg': { body: {} },
    'run_wait bash': { body: {} },
    'run failing': { body: { nonce: 'n4' }, keep: 'jf' },
    'failed result_maybe': { after: 'jf' },
    'job get': { after: 'j1' },
    'run sleep': { body: { nonce: 's', workspace: 'w', ms: 20_000 }, keep: 'js' },
    'sleep running result_maybe': { pause: 1_500 },
    'cancel foreign token': reason,
    'cancel no token': reason,
    'cancel other workspace': reason,
    'cancel running': { body: { reason: 'perf' } },
    'cancelled result': { after: 'js' },
    'cancel again': reason,
    'cancel scheduled': reason,
    'cancel unknown': reason,
    'variable create': { body: { path: variable, value: 'plain', is_secret: false, description: 'd' } },
    'variable create dup': { body: { path: variable, value: 'plain', is_secret: false, description: 'd' } },
    'variable create secret': {
      body: { path: `${variable}s`, value: 'secretvalue12345', is_secret: true, description: 'd' },
    },
    'variable create no description': { body: { path: `${variable}n`, value: 'x', is_secret: false } },
    'variable create {}': { body: {} },
    'variable create bad json': { raw: '{"path"' },
    'variable create text/plain': { raw: 'path=x', headers: { 'content-type': 'text/plain' } },
    'variable create wrong type': { body: { path: 1, value: {}, is_secret: 'x' } },
    'variable create 17MB': { raw: `{"path":"${'x'.repeat(17 * MB)}"}` },
    'variable create 3MB value': {
      body: { path: `${variable}big`, value: 'x'.repeat(3_000_000), is_secret: false, description: '' },
    },
    'variable create bad path': { body: { path: 'nope', value: 'x', is_secret: false, description: '' } },
    'variable create f/nofolder': {
      body: { path: 'f/nofolder/x', value: 'x', is_secret: false, description: '' },
    },
    'variable create already_encrypted': {
      body: { path: `${variable}e`, value: 'notcipher', is_secret: true, description: '' },
    },
    'variable update': { body: { value: 'changed' } },
    'variable update missing': { body: { value: 'y' } },
    'resource create': { body: resource },
    'resource create dup': { body: resource },
    'resource create ref': {
      body: { path: `${variable}r`, value: { p: `$var:${variable}s` }, resource_type: 'object' },
    },
    'resource create {}': { body: {} },
    'resource update': { body: { value: { a: 2 } } },
    'token create': { body: { label: `perf-${sfx}` }, keep: 'tk' },
    'token create expired': { body: { label: 'e', expiration: inMs(-HOUR_MS) }, keep: 'tke' },
    'token create soon': { body: { label: 'e' }, keep: 'tks' },
    'soon token use after': { pause: BRIEF_TOKEN_MS + 300 },
    'token create scoped': { body: { label: 's', scopes: ['variables:read', 'jobs:read'] }, keep: 'tkr' },
    'scoped variable create': {
      body: { path: `${variable}q`, value: 'x', is_secret: false, description: '' },
    },
    'scoped run': { body: echo },
    'scoped run_wait': { body: echo },
    'token create other ws': { body: { label: 'w', workspace_id: wB }, keep: 'tkw' },
    'token create bad exp': { body: { label: 'w', expiration: 'foo' } },
    'token create {}': { body: {} },
    'token create no token': { body: {} },
  };
}

/** Requests that carry no token by their nature. */
const WITHOUT_TOKEN = new Set([
  'version',
  'health status',
  'api/health (no route)',
  'unknown api path',
  'unknown non-api path',
  'wrong method',
  'HEAD version',
  'OPTIONS',
  'query token',
  'cookie token',
  'bearer lower case',
  'empty bearer',
  'basic auth',
  'variable get other token fam',
]);

/** Requests with a token that an earlier one of the recording made, by the start of their names. */
const MADE_TOKENS: readonly (readonly [string, string])[] = [
  ['token use', 'tk'],
  ['expired token use', 'tke'],
  ['soon token use', 'tks'],
  ['scoped ', 'tkr'],
  ['token of other ws use', 'tkw'],
];

/** The token of a request, as the name of a kept value, or as it is; null: none. */
export function tokenNameOf(name: string, path: string): string | null {
  if (WITHOUT_TOKEN.has(name) || name.startsWith('login ') || /\bno token\b/.test(name)) return null;
  if (name.includes('garbage token')) return 'garbage';
  if (name.includes('jwt-like')) return 'jwt_abc.def';
  const made = MADE_TOKENS.find(([start]) => name.startsWith(start));
  if (made !== undefined) return made[1];
  const foreign = /\bforeign\b/.test(name) && name !== 'script create foreign folder';
  return foreign || path.startsWith('/api/w/{wB}') ? 'tB' : 'tA';
}
