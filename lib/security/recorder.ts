/** Sends the requests of the probes and looks at every answer: for the canary, and errors for internals. */
import { type Call, type Reply, send } from '../windmill/http.ts';
import type { ProbeArea, ProbeResult, ProbeVerdict } from './areas.ts';
import { internalsIn } from './internals.ts';

export interface Asked {
  readonly reply: Reply;
  /** In words, for the report: method, route, and who asked. */
  readonly sent: string;
}

export interface AskOptions {
  /** The owner reads the secret itself: the canary may be in this answer. */
  readonly mayShowSecret?: boolean;
}

const MAX_EXCERPT = 120;

/** The status and the beginning of an answer; line breaks folded, the canary never in it. */
export function describeReply(reply: Reply, hidden: string): string {
  if (reply.status === 0) return 'no answer';
  const text = reply.body.split(hidden).join('*****').replace(/\s+/g, ' ').trim().slice(0, MAX_EXCERPT);
  return text === '' ? String(reply.status) : `${reply.status} ${text}`;
}

export class ProbeRecorder {
  readonly probes: ProbeResult[] = [];
  readonly #baseUrl: string;
  readonly #telltale: string;
  #requests = 0;
  #errors = 0;
  #answers = 0;
  readonly #leaks: string[] = [];
  readonly #internals: string[] = [];

  constructor(baseUrl: string, telltale: string) {
    this.#baseUrl = baseUrl;
    this.#telltale = telltale;
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

  /** Answers that showed the canary to somebody, in words. */
  get leaks(): readonly string[] {
    return this.#leaks;
  }

  /** Errors that told internals, in words. */
  get internals(): readonly string[] {
    return this.#internals;
  }

  ask(who: string, call: Call, options: AskOptions = {}): Asked {
    this.#requests += 1;
    const reply = send(this.#baseUrl, { timeoutMs: 20_000, ...call, tags: { role: 'probe' }, expect: 'any' });
    const sent = `${call.method} ${call.route}, ${who}`;
    this.look(reply, sent, options);
    return { reply, sent };
  }

  /** Looks at an answer that was asked for elsewhere. */
  look(reply: Reply, sent: string, options: AskOptions = {}): void {
    this.#answers += 1;
    if (options.mayShowSecret !== true && reply.body.includes(this.#telltale)) this.#leaks.push(sent);
    if (reply.status < 400) return;
    this.#errors += 1;
    const found = internalsIn(reply.body, reply.headers);
    if (found.length > 0) this.#internals.push(`${sent}: ${found.join(', ')}`);
  }

  describe(reply: Reply): string {
    return describeReply(reply, this.#telltale);
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
