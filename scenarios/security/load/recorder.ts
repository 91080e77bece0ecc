/** Sends the requests of the probes and looks at every answer: for secrets, and errors for internals. */
import { type Call, type Reply, send } from '../../../lib/windmill/http.ts';
import type { ProbeArea, ProbeResult, ProbeVerdict } from './areas.ts';
import { internalsIn, withoutStackOfJob } from './internals.ts';
import { type Secret, SecretSearch, tokenSecret } from './secrets.ts';

/** What was found in one answer. */
export interface Found {
  /** The secret in it, in words; null for none. */
  readonly leak: string | null;
  /** What it tells of the server, in words; empty for an answer that is no error. */
  readonly internals: readonly string[];
}

export interface Asked extends Found {
  readonly reply: Reply;
  /** In words, for the report: method, route, and who asked. */
  readonly sent: string;
}

export interface AskOptions {
  /** The owner reads the secret itself: the canary may be in this answer. */
  readonly mayShowSecret?: boolean;
  /** The probe judges this itself: what is found is its finding, and is not counted again when answers are summed up. */
  readonly judges?: 'secrets' | 'errors';
  /** What a script threw stands in the answer: its stack is the script's, not the server's. */
  readonly ofJob?: boolean;
}

const MAX_EXCERPT = 120;

/** The status and the beginning of an answer; line breaks folded. Nothing of an answer that holds a secret is shown. */
export function describeReply(reply: Reply, leak: string | null): string {
  if (reply.status === 0) return 'no answer';
  if (leak !== null) return `${reply.status}, with ${leak} in it`;
  const text = reply.body.replace(/\s+/g, ' ').trim().slice(0, MAX_EXCERPT);
  return text === '' ? String(reply.status) : `${reply.status} ${text}`;
}

export class ProbeRecorder {
  readonly probes: ProbeResult[] = [];
  readonly #baseUrl: string;
  readonly #canary: Secret;
  #guarded: readonly Secret[];
  #search: SecretSearch;
  #requests = 0;
  #errors = 0;
  #answers = 0;
  readonly #leaks: string[] = [];
  readonly #internals: string[] = [];

  /** `canary`: the secret of the run, which only its owner may be shown. */
  constructor(baseUrl: string, canary: Secret) {
    this.#baseUrl = baseUrl;
    this.#canary = canary;
    this.#guarded = [canary];
    this.#search = new SecretSearch(this.#guarded);
  }

  get requests(): number {
    return this.#requests;
  }

  get errorsInspected(): number {
    return this.#errors;
  }

  get answersSearched(): number {
    return this.#answers;
  }

  /** Answers that showed a secret, in words; those that a probe has judged itself are not among them. */
  get leaks(): readonly string[] {
    return this.#leaks;
  }

  /** Errors that told internals, in words; those that a probe has judged itself are not among them. */
  get internals(): readonly string[] {
    return this.#internals;
  }

  /** From now on no answer may hold these tokens; null, where none could be made, is none. */
  guard(tokens: readonly (string | null)[]): void {
    const given = tokens.flatMap((token) => (token === null ? [] : [tokenSecret(token)]));
    this.#guarded = [...this.#guarded, ...given];
    this.#search = new SecretSearch(this.#guarded);
  }

  ask(who: string, call: Call, options: AskOptions = {}): Asked {
    this.#requests += 1;
    const reply = send(this.#baseUrl, { timeoutMs: 20_000, ...call, tags: { role: 'probe' }, expect: 'any' });
    const sent = `${call.method} ${call.route}, ${who}`;
    return { reply, sent, ...this.look(reply, sent, options, call.token) };
  }

  /** Looks at an answer that was asked for elsewhere. `token`: the caller's own, which no answer repeats. */
  look(reply: Reply, sent: string, options: AskOptions = {}, token?: string): Found {
    this.#answers += 1;
    const own = token === undefined ? null : tokenSecret(token, 'the caller’s own token');
    const leak =
      (own === null ? null : new SecretSearch([own]).in(reply)) ??
      this.#search.in(reply, (secret) => options.mayShowSecret !== true || secret !== this.#canary);
    if (leak !== null && options.judges !== 'secrets') this.#leaks.push(`${sent}: ${leak}`);
    if (reply.status < 400) return { leak, internals: [] };
    this.#errors += 1;
    const body = options.ofJob === true ? withoutStackOfJob(reply.body) : reply.body;
    const internals = internalsIn(body, reply.headers);
    if (internals.length > 0 && options.judges !== 'errors') {
      this.#internals.push(`${sent}: ${internals.join(', ')}`);
    }
    return { leak, internals };
  }

  describe({ reply, leak }: Pick<Asked, 'reply' | 'leak'>): string {
    return describeReply(reply, leak);
  }

  add(
    area: ProbeArea,
    id: string,
    verdict: ProbeVerdict,
    words: Pick<ProbeResult, 'sent' | 'expected' | 'observed'>,
  ): void {
    this.probes.push({ area, id: `${area}.${id}`, verdict, ...words });
  }

  notChecked(area: ProbeArea, id: string, sent: string, why: string): void {
    this.add(area, id, 'not-checked', { sent, expected: '', observed: why });
  }
}
