/** Requests to Toxiproxy's HTTP API and what both servers, the embedded and the real one, answer. */

/** What the API answered, without what differs from one server to the next: port numbers and the server's logger. */
function comparable(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === 'Logger') return undefined;
      if (key === 'listen') return String(value).replace(/^.*:(?!0$)\d+$/, 'HOST:PORT');
      // How a JSON parser words its complaint is its own affair; that the body was bad is the API's.
      if (key === 'error') return String(value).replace(/^(bad request body):(?! EOF$).*$/s, '$1');
      return value;
    });
  } catch {
    return text.trim();
  }
}

/** Sends one request to the API of a fault proxy; the answer in a form that can be compared. */
export async function call(url: string, method: string, path: string, body?: unknown, userAgent = 'test') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init: RequestInit = { method, headers: { 'user-agent': userAgent } };
  if (text !== undefined) init.body = text;
  const response = await fetch(url + path, init);
  return { request: `${method} ${path}`, status: response.status, body: comparable(await response.text()) };
}

const UP = '127.0.0.1:9';
const proxy = (enabled: boolean, toxics: unknown[] = [], name = 'a') => ({
  name,
  listen: 'HOST:PORT',
  upstream: UP,
  enabled,
  toxics,
});
const latency = {
  attributes: { latency: 10, jitter: 0 },
  name: 'latency_downstream',
  type: 'latency',
  stream: 'downstream',
  toxicity: 1,
};
const timeout = { attributes: { timeout: 0 }, name: 't', type: 'timeout', stream: 'upstream', toxicity: 0.5 };
const error = (message: string, status: number) => ({ error: message, status });

/** Requests in this order, and what both servers answer. */
export const TRANSCRIPT: readonly [
  method: string,
  path: string,
  body: unknown,
  status: number,
  answer: unknown,
][] = [
  ['GET', '/proxies', undefined, 200, {}],
  ['POST', '/proxies', { name: 'a', upstream: UP, listen: '127.0.0.1:0' }, 201, proxy(true)],
  ['POST', '/proxies', { name: 'a', upstream: UP }, 409, error('proxy already exists', 409)],
  ['POST', '/proxies', { upstream: UP }, 400, error('missing required field: name', 400)],
  ['POST', '/proxies', { name: 'b' }, 400, error('missing required field: upstream', 400)],
  ['POST', '/proxies', 'nonsense', 400, error('bad request body', 400)],
  ['POST', '/proxies', '', 400, error('bad request body: EOF', 400)],
  ['POST', '/proxies', { name: 7, upstream: UP }, 400, error('bad request body', 400)],
  ['GET', '/proxies/a', undefined, 200, proxy(true)],
  ['GET', '/proxies/none', undefined, 404, error('proxy not found', 404)],
  ['POST', '/proxies/none', { enabled: true }, 404, error('proxy not found', 404)],
  ['POST', '/proxies/a', 'nonsense', 400, error('bad request body', 400)],
  ['POST', '/proxies/a', { enabled: false }, 200, proxy(false)],
  ['POST', '/proxies/a/toxics', { type: 'latency', attributes: { latency: 10 } }, 200, latency],
  ['POST', '/proxies/a/toxics', { type: 'latency' }, 409, error('toxic already exists', 409)],
  ['POST', '/proxies/a/toxics', { type: 'nope' }, 400, error('invalid toxic type', 400)],
  ['POST', '/proxies/a/toxics', { name: 'x' }, 400, error('invalid toxic type', 400)],
  [
    'POST',
    '/proxies/a/toxics',
    { type: 'timeout', stream: 'sideways' },
    400,
    error('stream was invalid, can be either upstream or downstream', 400),
  ],
  [
    'POST',
    '/proxies/a/toxics',
    { type: 'latency', name: 'x', attributes: { latency: 'long' } },
    400,
    error('bad request body', 400),
  ],
  ['POST', '/proxies/none/toxics', { type: 'latency' }, 404, error('proxy not found', 404)],
  [
    'POST',
    '/proxies/a/toxics',
    { type: 'timeout', stream: 'upstream', name: 't', toxicity: 0.5 },
    200,
    timeout,
  ],
  ['GET', '/proxies/a/toxics', undefined, 200, [timeout, latency]],
  ['GET', '/proxies/none/toxics', undefined, 404, error('proxy not found', 404)],
  ['GET', '/proxies/a/toxics/t', undefined, 200, timeout],
  ['GET', '/proxies/a/toxics/none', undefined, 404, error('toxic not found', 404)],
  [
    'POST',
    '/proxies/a/toxics/t',
    { attributes: { timeout: 5 } },
    200,
    { ...timeout, attributes: { timeout: 5 } },
  ],
  [
    'POST',
    '/proxies/a/toxics/t',
    { toxicity: 1 },
    200,
    { ...timeout, attributes: { timeout: 5 }, toxicity: 1 },
  ],
  ['POST', '/proxies/a/toxics/none', {}, 404, error('toxic not found', 404)],
  ['DELETE', '/proxies/a/toxics/t', undefined, 204, ''],
  ['DELETE', '/proxies/a/toxics/t', undefined, 404, error('toxic not found', 404)],
  ['GET', '/proxies', undefined, 200, { a: proxy(false, [latency]) }],
  ['POST', '/reset', undefined, 204, ''],
  ['GET', '/proxies', undefined, 200, { a: proxy(true) }],
  [
    'POST',
    '/populate',
    [
      { name: 'b', upstream: UP, listen: '127.0.0.1:0' },
      { name: 'c', upstream: UP, listen: '127.0.0.1:0', enabled: false },
    ],
    201,
    { proxies: [proxy(true, [], 'b'), { ...proxy(false, [], 'c'), listen: '127.0.0.1:0' }] },
  ],
  [
    'POST',
    '/populate',
    [{ name: 'd' }],
    400,
    { ...error('missing required field: upstream at proxy 1', 400), proxies: null },
  ],
  ['POST', '/populate', {}, 400, { ...error('bad request body', 400), proxies: null }],
  ['DELETE', '/proxies/c', undefined, 204, ''],
  ['DELETE', '/proxies/c', undefined, 404, error('proxy not found', 404)],
  ['PUT', '/proxies', {}, 405, ''],
  ['DELETE', '/proxies', undefined, 405, ''],
  ['GET', '/populate', undefined, 405, ''],
  ['GET', '/nowhere', undefined, 404, '404 page not found'],
];
