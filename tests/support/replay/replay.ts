import { randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { RunningTarget } from '../../../target/start.ts';
import { BRIEF_TOKEN_MS, requestsFor, type Sent, tokenNameOf } from './requests.ts';

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One exchange of a recording. */
export interface Exchange {
  readonly name: string;
  readonly method: string;
  /** With `{name}` for what differs from system to system. Empty: nothing was sent. */
  readonly path: string;
  readonly status: number;
  readonly ctype: string | null;
  readonly headers: Headers;
  /** Of a long one its beginning. */
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly ctype: string | null;
  readonly headers: Headers;
  readonly body: string;
}

/** Longest that a job of the recording may take. */
const JOB_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** Sends the requests of a recording in their order, to the first two tenants of a target. */
export class Replay {
  readonly values: Record<string, string>;
  readonly #baseUrl: string;
  readonly #requests: Readonly<Record<string, Sent>>;

  constructor(target: RunningTarget) {
    const [a, b] = target.ready.tenants;
    if (a === undefined || b === undefined) throw new Error('the replay needs two tenants');
    const sfx = randomBytes(4).toString('hex');
    this.#baseUrl = target.ready.baseUrl;
    this.values = {
      wA: a.workspace,
      wB: b.workspace,
      tA: a.token,
      tB: b.token,
      sfx,
      V: `f/perf/v_${sfx}`,
      jid: randomUUID(),
      unk: '00000000-0000-4000-8000-000000000000',
    };
    this.#requests = requestsFor({ wA: a.workspace, wB: b.workspace, tA: a.token, sfx });
  }

  async send(exchange: Exchange): Promise<Answer> {
    const sent = this.#requests[exchange.name] ?? {};
    if (sent.pause !== undefined) await pause(sent.pause);
    if (sent.after !== undefined) await this.#untilEnded(this.values[sent.after] ?? '');
    const answer = await call(
      exchange.method,
      `${this.#baseUrl}${this.#fill(exchange.path)}`,
      this.#headers(exchange, sent),
      this.#body(exchange, sent),
    );
    if (sent.keep !== undefined) this.values[sent.keep] = answer.body.trim();
    if (sent.keep === 'tk') this.values.tkp = answer.body.slice(0, 10);
    return answer;
  }

  #fill(path: string): string {
    return path.replace(/\{(\w+)\}|<(\w+)>/g, (whole, braced?: string, angled?: string) => {
      return this.values[braced ?? angled ?? ''] ?? whole;
    });
  }

  #headers(exchange: Exchange, sent: Sent): Record<string, string> {
    const name = tokenNameOf(exchange.name, exchange.path);
    const token = name === null ? null : (this.values[name] ?? name);
    return {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(sent.body === undefined && sent.raw === undefined ? {} : { 'content-type': 'application/json' }),
      ...sent.headers,
    };
  }

  #body(exchange: Exchange, sent: Sent): string | Uint8Array | undefined {
    if (sent.raw !== undefined) return sent.raw;
    if (exchange.name === 'token create soon') {
      const expiration = new Date(Date.now() + BRIEF_TOKEN_MS).toISOString();
      return JSON.stringify({ label: 'e', expiration });
    }
    return sent.body === undefined ? undefined : JSON.stringify(sent.body);
  }

  async #untilEnded(job: string): Promise<void> {
    const { wA = '', tA = '' } = this.values;
    const url = `${this.#baseUrl}/api/w/${wA}/jobs_u/completed/get_result_maybe/${job}`;
    const deadline = Date.now() + JOB_LIMIT_MS;
    while (Date.now() < deadline) {
      const { body } = await call('GET', url, { authorization: `Bearer ${tA}` }, undefined);
      if ((JSON.parse(body) as { completed?: boolean }).completed === true) return;
      await pause(LOOK_EVERY_MS);
    }
    throw new Error(`job ${job} did not end`);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Node's own client: it sends what a browser's would refuse to. */
function call(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string | Uint8Array | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const request = httpRequest(url, { method, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          ctype: response.headers['content-type'] ?? null,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
