/** Hides secrets in text that is about to be shown or written: the last line of defence, not the first. Pure. */

export const HIDDEN = '***';

/**
 * Below this length a secret is hidden only where it stands alone: masking every `abc` of a text would destroy it, and
 * show by the holes what the secret is.
 */
const SHORT = 8;

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate has no URL form.
    return text;
  }
}

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

function markupEscaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** The spellings of a secret in URLs, forms, JSON, JSON inside of JSON (log lines), and markup. */
function spellings(secret: string): readonly string[] {
  const encoded = percentEncoded(secret);
  const markup = markupEscaped(secret);
  return [
    secret,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
    encoded.replace(/%20/g, '+'),
    jsonEscaped(secret),
    jsonEscaped(jsonEscaped(secret)),
    markup,
    markup.replace(/'/g, '&#39;'),
    markup.replace(/'/g, '&#x27;'),
  ];
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Letters, digits and what joins them into one word of a token. */
const WORD = /[\p{L}\p{N}_-]/u;

interface Hidden {
  readonly text: string;
  readonly alone: boolean;
}

function hideAlone(text: string, secret: string): string {
  let masked = '';
  let from = 0;
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + secret.length);
    if (WORD.test(before) || WORD.test(after)) continue;
    masked += text.slice(from, at) + HIDDEN;
    from = at + secret.length;
  }
  return masked + text.slice(from);
}

/** A function that hides the given secrets in any text; built once for many texts. Blank secrets are left out. */
export function createMask(secrets: readonly string[]): (text: string) => string {
  const forms = new Map<string, Hidden>();
  for (const secret of secrets) {
    if (secret.trim() === '') continue;
    const alone = secret.length < SHORT;
    for (const text of spellings(secret)) forms.set(text, { text, alone });
  }
  // The longest first: one secret, or one spelling, may contain another.
  const ordered = [...forms.values()].sort((a, b) => b.text.length - a.text.length);
  const long = ordered.filter(({ alone }) => !alone).map(({ text }) => escapeRegExp(text));
  const pattern = long.length === 0 ? null : new RegExp(long.join('|'), 'g');
  const short = ordered.filter(({ alone }) => alone);
  return (text) => {
    const masked = pattern === null ? text : text.replace(pattern, HIDDEN);
    return short.reduce((sofar, form) => hideAlone(sofar, form.text), masked);
  };
}

/**
 * Hides the secrets in every string and key inside of a JSON value. Unlike masking its text, this leaves numbers alone
 * and the JSON valid, whatever a secret looks like.
 */
export function maskValue<T>(value: T, hide: (text: string) => string): T {
  const walk = (inner: unknown): unknown => {
    if (typeof inner === 'string') return hide(inner);
    if (Array.isArray(inner)) return inner.map(walk);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, entry]) => [hide(key), walk(entry)]));
  };
  return walk(value) as T;
}
