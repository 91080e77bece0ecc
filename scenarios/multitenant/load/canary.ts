/** Canaries: text that one tenant's data holds and no other's may ever show. Pure. */
import {
  type AnswerPart,
  LeakFinder,
  type LeakForm,
  type Sighting,
  type WholeAnswer,
} from '../../../lib/leaks/finder.ts';

/** Digest as hex; `k6/crypto` inside k6, `node:crypto` outside. */
export type Sha256 = (text: string) => string;

/** What a canary is planted as. */
export type CanaryPlace = 'variable' | 'secret' | 'resource' | 'job';

/** What an answer is about; the tag `kind` of its check. */
export const ANSWER_KINDS = [
  'result',
  'job',
  'log',
  'list',
  'variable',
  'resource',
  'error',
  'other',
] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** The kind of an answer, from its route and its status. */
export function answerKind(route: string, status: number): AnswerKind {
  if (status >= 400) return 'error';
  if (/\/get_logs\/|\/getupdate\//.test(route)) return 'log';
  if (route.endsWith('/list')) return 'list';
  if (/\/run_wait_result\/|\/get_result/.test(route)) return 'result';
  if (route.includes('/variables/')) return 'variable';
  if (route.includes('/resources/')) return 'resource';
  return route.includes('/jobs') ? 'job' : 'other';
}

/** Foreign data in an answer: whose it is, and where and how it stood there. */
export interface Foreign {
  /** Place of its owner in the list of tenants. */
  readonly owner: number;
  readonly part: AnswerPart;
  readonly form: LeakForm;
  /** The text around it in the clear, and where in it the data starts. */
  readonly text: string;
  readonly at: number;
}

/** As long as the number of a tenant in a canary can be. */
const OWNER_DIGITS = 4;

const EXCERPT_BEFORE = 60;
const EXCERPT_AFTER = 90;

/** The canaries of one run: makes them, finds them, and hides what must not be shown of them. */
export class Canaries {
  /** Starts every canary of the run, and stands nowhere else. */
  readonly prefix: string;
  readonly #runId: string;
  readonly #workspaces: readonly string[];
  readonly #sha256: Sha256;
  readonly #finder: LeakFinder;
  readonly #secretPart: RegExp;

  /** @param workspaces of the tenants, in their order. */
  constructor(runId: string, workspaces: readonly string[], sha256: Sha256) {
    this.prefix = `canary-${sha256(`run:${runId}`).slice(0, 10)}-`;
    this.#runId = runId;
    this.#workspaces = workspaces;
    this.#sha256 = sha256;
    this.#finder = new LeakFinder([this.prefix]);
    this.#secretPart = new RegExp(`(${this.prefix}\\d+-[a-z]+-)[0-9a-f]+`, 'g');
  }

  /** What all canaries of a tenant start with. */
  marker(tenant: number): string {
    return `${this.prefix}${tenant}-`;
  }

  canary(tenant: number, place: CanaryPlace): string {
    return `${this.marker(tenant)}${place}-${this.#sha256(`${this.#runId}:${tenant}:${place}`).slice(0, 16)}`;
  }

  /**
   * The first piece of data in an answer that belongs to another tenant than the one that asked: a canary in any part and
   * any spelling, or a row that names the workspace of another. Null for a clean answer.
   */
  foreignIn(answer: WholeAnswer, asker: number): Foreign | null {
    const found = this.#finder.find(answer, (sighting) => {
      const owner = this.#ownerOf(sighting);
      return owner !== null && owner !== asker;
    });
    if (found !== null) {
      const { part, form, text, at } = found;
      return { owner: this.#ownerOf(found) ?? asker, part, form, text, at };
    }
    return this.#foreignRow(answer.body, asker);
  }

  /** Null where the number behind the beginning of a canary is cut off, or nobody's. */
  #ownerOf({ text, at }: Sighting): number | null {
    const number = text.slice(at + this.prefix.length, at + this.prefix.length + OWNER_DIGITS).match(/^\d+/);
    const owner = number === null ? Number.NaN : Number(number[0]);
    return owner < this.#workspaces.length ? owner : null;
  }

  #foreignRow(body: string, asker: number): Foreign | null {
    if (!body.includes('"workspace_id"')) return null;
    for (const match of body.matchAll(/"workspace_id"\s*:\s*"([^"]*)"/g)) {
      const owner = this.#workspaces.indexOf(match[1] ?? '');
      if (owner < 0 || owner === asker) continue;
      return { owner, part: 'body', form: 'plain', text: body, at: match.index };
    }
    return null;
  }

  /** The text around a place, on one line and without the part of any canary that makes it one. */
  excerpt(text: string, at: number): string {
    const hidden = text.slice(Math.max(0, at - EXCERPT_BEFORE), at + EXCERPT_AFTER + this.prefix.length);
    // What stood beside encoded text decodes to anything.
    return this.hide(hidden)
      .replace(/[^ -~\u00a0-\ufffc]+/g, ' ')
      .trim();
  }

  hide(text: string): string {
    return text.replace(this.#secretPart, '$1*****');
  }
}
