/** Secrets that no answer may hold, and the search for them in whole answers. Pure. */
import { LeakFinder, SHORTEST_SECRET, type Sighting, type WholeAnswer } from '../../../lib/leaks/finder.ts';

export interface Secret {
  /** In words, for the report: never the value. */
  readonly what: string;
  /** What to search for; of a long secret its beginning, so that one that was cut off is found as well. */
  readonly telltale: string;
}

/** Beginning of a token that gives it away; Windmill itself names a token by its first ten characters. */
const TOKEN_TELLTALE = 16;

export function tokenSecret(token: string, what = 'a token in use'): Secret {
  return { what, telltale: token.slice(0, TOKEN_TELLTALE) };
}

const IN_FORM: Readonly<Record<Sighting['form'], string>> = {
  plain: '',
  url: ', percent-encoded',
  json: ', escaped',
  base64: ', base64-encoded',
  hex: ', hex-encoded',
};
const IN_PART: Readonly<Record<Sighting['part'], string>> = {
  status: ' in the status line',
  headers: ' in a header',
  body: '',
};

/** The secrets to search answers for. Too short ones, which would be found by chance, are left out. */
export class SecretSearch {
  readonly #secrets: readonly Secret[];
  readonly #finder: LeakFinder;

  constructor(secrets: readonly Secret[]) {
    this.#secrets = secrets.filter(({ telltale }) => telltale.length >= SHORTEST_SECRET);
    this.#finder = new LeakFinder(this.#secrets.map(({ telltale }) => telltale));
  }

  /** The first secret found in an answer, in words; null for none. `counts` decides which do. */
  in(answer: WholeAnswer, counts: (secret: Secret) => boolean = () => true): string | null {
    const at = (index: number) => this.#secrets[index];
    const found = this.#finder.find(answer, ({ secret }) => {
      const one = at(secret);
      return one !== undefined && counts(one);
    });
    if (found === null) return null;
    return `${at(found.secret)?.what ?? 'a secret'}${IN_PART[found.part]}${IN_FORM[found.form]}`;
  }
}
