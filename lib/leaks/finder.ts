/**
 * Looks for text that must not be in an answer: in its status line, its headers and its body, as it is and in the
 * encodings in which programs pass text on. Pure.
 */
import {
  type Base64Core,
  base64Cores,
  base64Url,
  fromBase64,
  fromHex,
  hexOf,
  withoutEscapes,
  withoutPercents,
} from './encodings.ts';

/**
 * How a secret stood in an answer. `url` and `json` are percent-encoding and the escapes of JSON strings, where they hide
 * the secret: text that they leave as it is counts as `plain`.
 */
export const LEAK_FORMS = ['plain', 'url', 'json', 'base64', 'hex'] as const;
export type LeakForm = (typeof LEAK_FORMS)[number];

export const ANSWER_PARTS = ['status', 'headers', 'body'] as const;
export type AnswerPart = (typeof ANSWER_PARTS)[number];

/** The whole of an answer; a `Reply` is one. */
export interface WholeAnswer {
  /** Of the status line, such as `404 Not Found`. */
  readonly statusText: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Sighting {
  /** Place of the secret in the list that the finder was made of. */
  readonly secret: number;
  readonly form: LeakForm;
  readonly part: AnswerPart;
  /** The text around it in the clear: of the part, or of the decoded piece. Holds the secret: never to be written. */
  readonly text: string;
  /** Where in that text the secret starts. */
  readonly at: number;
}

/** Shorter text stands in answers by chance, the more so in other encodings. */
export const SHORTEST_SECRET = 8;

/** Escapes in escapes, and encodings in encodings: a log line in JSON in JSON has three. */
const MOST_LAYERS = 4;

/** Characters before a hit, and after it, that are decoded with it. */
const DECODED_BEFORE = 80;
const DECODED_AFTER = 200;

const ANY = (): boolean => true;

interface Needle {
  readonly secret: number;
  readonly form: 'plain' | 'base64' | 'hex';
  readonly text: string;
  readonly skipped: number;
}

function needlesOf(text: string, secret: number): readonly Needle[] {
  const plain: Needle = { secret, form: 'plain', text, skipped: 0 };
  const base64 = (core: string, { skipped }: Base64Core): Needle => ({
    secret,
    form: 'base64',
    text: core,
    skipped,
  });
  const hex = hexOf(text);
  const all = [
    plain,
    ...base64Cores(text).flatMap((core) => [base64(core.text, core), base64(base64Url(core.text), core)]),
    ...[hex, hex.toUpperCase()].map((digits): Needle => ({ secret, form: 'hex', text: digits, skipped: 0 })),
  ];
  return all.filter((needle, index) => all.findIndex((other) => other.text === needle.text) === index);
}

/** The piece of encoded text around a hit, decoded. */
function decodedAround(text: string, at: number, needle: Needle): string {
  if (needle.form === 'hex') {
    const before = /(?:[0-9a-f]{2})*$/i.exec(text.slice(Math.max(0, at - DECODED_BEFORE), at))?.[0] ?? '';
    const after = /^[0-9a-f]*/i.exec(text.slice(at, at + needle.text.length + DECODED_AFTER))?.[0] ?? '';
    return fromHex(before + after);
  }
  const start = at - needle.skipped;
  const before = /(?:[\w+/-]{4})*$/.exec(text.slice(Math.max(0, start - DECODED_BEFORE), Math.max(0, start)));
  // What should stand before the core in its group may not be there: it decodes to other bytes, of which none counts.
  const group = text
    .slice(Math.max(0, start), at)
    .replace(/[^\w+/-]/g, 'A')
    .padStart(needle.skipped, 'A');
  const after = text.slice(at, at + needle.text.length + DECODED_AFTER);
  return fromBase64((before?.[0] ?? '') + group + after);
}

/**
 * Finds secrets in answers. Made once for many answers: it spells every secret in all of its forms beforehand, and looks
 * at an answer with plain searches, one for each form; only what is percent-encoded or escaped is decoded first. Inside
 * k6 that takes 10 to 20 µs for a secret and an answer.
 *
 * Not found is what no search can find: text that was compressed, encrypted, hashed, broken into lines or masked.
 */
export class LeakFinder {
  readonly #needles: readonly Needle[];
  /** Their texts alone: the search for them is all that most answers cost. */
  readonly #texts: readonly string[];
  readonly #secrets: readonly string[];
  /** Whether the short escapes of JSON, or the plus sign of forms, can change one of the secrets. */
  readonly #shortEscapes: boolean;
  readonly #spaces: boolean;

  /**
   * @param secrets what must not be shown; the beginning of a long one also finds it where it was cut off. Throws
   *   RangeError for one shorter than `SHORTEST_SECRET` characters, which would be found where it is not.
   */
  constructor(secrets: readonly string[]) {
    for (const secret of secrets) {
      if (secret.length < SHORTEST_SECRET) {
        throw new RangeError(`too short to be looked for: ${secret.length} of ${SHORTEST_SECRET} characters`);
      }
    }
    this.#secrets = secrets;
    this.#needles = secrets.flatMap(needlesOf);
    this.#texts = this.#needles.map(({ text }) => text);
    this.#shortEscapes = secrets.some(
      (secret) => secret.includes('/') || JSON.stringify(secret).length > secret.length + 2,
    );
    this.#spaces = secrets.some((secret) => secret.includes(' '));
  }

  /**
   * The first sighting in an answer that counts, or null.
   *
   * @param counts decides about each: an answer may hold what is its reader's own. Without it, any does.
   */
  find(answer: WholeAnswer, counts: (sighting: Sighting) => boolean = ANY): Sighting | null {
    // As one text, which costs a third of three.
    const { statusText, body } = answer;
    const headers = Object.values(answer.headers).join('\n');
    const whole = `${statusText}\n${headers}\n${body}`;
    if (this.#findIn(whole, 'body', counts) === null) return null;
    return (
      this.#findIn(body, 'body', counts) ??
      this.#findIn(headers, 'headers', counts) ??
      this.#findIn(statusText, 'status', counts)
    );
  }

  /** The same in a piece of text, which is taken for a body. */
  findIn(text: string, counts: (sighting: Sighting) => boolean = ANY): Sighting | null {
    return this.#findIn(text, 'body', counts);
  }

  #findIn(text: string, part: AnswerPart, counts: (sighting: Sighting) => boolean): Sighting | null {
    let layer: LeakForm = 'plain';
    let current = text;
    for (let depth = 0; depth <= MOST_LAYERS; depth += 1) {
      const found = this.#search(current, part, layer, counts);
      if (found !== null) return found;
      const next = this.#decoded(current);
      if (next === null) return null;
      ({ layer, text: current } = next);
    }
    return null;
  }

  #search(
    text: string,
    part: AnswerPart,
    layer: LeakForm,
    counts: (sighting: Sighting) => boolean,
  ): Sighting | null {
    const texts = this.#texts;
    for (let index = 0; index < texts.length; index += 1) {
      const searched = texts[index] as string;
      for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) {
        const needle = this.#needles[index] as Needle;
        const sighting = this.#sighting(text, at, needle, part, layer);
        if (counts(sighting)) return sighting;
      }
    }
    return null;
  }

  #sighting(text: string, at: number, needle: Needle, part: AnswerPart, layer: LeakForm): Sighting {
    const { secret, form } = needle;
    if (form === 'plain') return { secret, form: layer, part, text, at };
    const decoded = decodedAround(text, at, needle);
    const start = decoded.indexOf(this.#secrets[secret] ?? '');
    return { secret, form, part, text: decoded, at: Math.max(0, start) };
  }

  /** One layer of escapes or percent-encoding less; null where there is none that could hide a secret. */
  #decoded(text: string): { readonly layer: 'json' | 'url'; readonly text: string } | null {
    if (text.includes('\\u') || (this.#shortEscapes && text.includes('\\'))) {
      const decoded = withoutEscapes(text);
      if (decoded !== text) return { layer: 'json', text: decoded };
    }
    if (text.includes('%') || (this.#spaces && text.includes('+'))) {
      const decoded = withoutPercents(this.#spaces ? text.replace(/\+/g, ' ') : text);
      if (decoded !== text) return { layer: 'url', text: decoded };
    }
    return null;
  }
}
