/** Canaries: text that one tenant's data holds and no other's may ever show. Pure. */

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

/** Foreign data in an answer: whose it is, and where it starts. */
export interface Foreign {
  /** Place of its owner in the list of tenants. */
  readonly owner: number;
  readonly at: number;
}

const EXCERPT_BEFORE = 60;
const EXCERPT_AFTER = 90;

/** The canaries of one run: makes them, finds them, and hides what must not be shown of them. */
export class Canaries {
  /** Starts every canary of the run, and stands nowhere else. */
  readonly prefix: string;
  readonly #runId: string;
  readonly #workspaces: readonly string[];
  readonly #sha256: Sha256;
  readonly #pattern: RegExp;
  readonly #secretPart: RegExp;

  /** @param workspaces of the tenants, in their order. */
  constructor(runId: string, workspaces: readonly string[], sha256: Sha256) {
    this.prefix = `canary-${sha256(`run:${runId}`).slice(0, 10)}-`;
    this.#runId = runId;
    this.#workspaces = workspaces;
    this.#sha256 = sha256;
    this.#pattern = new RegExp(`${this.prefix}(\\d+)-|"workspace_id"\\s*:\\s*"([^"]*)"`, 'g');
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
   * The first piece of data in an answer that belongs to another tenant than the one that asked: a canary, or a row that
   * names the workspace of another. Null for a clean answer.
   */
  foreignIn(body: string, asker: number): Foreign | null {
    if (!body.includes(this.prefix) && !body.includes('"workspace_id"')) return null;
    for (const match of body.matchAll(this.#pattern)) {
      const owner = match[1] === undefined ? this.#workspaces.indexOf(match[2] ?? '') : Number(match[1]);
      if (owner >= 0 && owner !== asker) return { owner, at: match.index };
    }
    return null;
  }

  /** The answer around a place, on one line and without the part of any canary that makes it one. */
  excerpt(body: string, at: number): string {
    const hidden = body.slice(Math.max(0, at - EXCERPT_BEFORE), at + EXCERPT_AFTER + this.prefix.length);
    return this.hide(hidden).replace(/\s+/g, ' ').trim();
  }

  hide(text: string): string {
    return text.replace(this.#secretPart, '$1*****');
  }
}
