/**
 * Text from the target, from tenants and from the network is hostile until shown otherwise. `cleanText` makes any
 * string safe to be text at all; one function for each output then makes it mean nothing there but itself.
 */

/** Longest text that a report shows from one field; the rest stays in `result.json`. */
export const MAX_TEXT = 400;

// Terminal sequences: CSI, OSC up to its end (or the end of the text), and two-character escapes; 8-bit forms too.
const TERMINAL_SEQUENCE = new RegExp(
  [
    '(?:\\u001B\\[|\\u009B)[0-?]*[ -/]*[@-~]?',
    '(?:\\u001B[\\]PX^_]|[\\u009D\\u0090\\u0098\\u009E\\u009F])[^\\u0007\\u001B\\u009C]*(?:\\u0007|\\u001B\\\\|\\u009C|$)',
    '\\u001B[ -/]*[0-~]?',
  ].join('|'),
  'g',
);
// Controls that separate words become a space; every other control, and what reorders or hides text, goes.
const SEPARATOR = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const INVISIBLE = /[\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
const TAGS = /[\u{E0000}-\u{E007F}]/gu;
const NOT_A_CHARACTER = /[\uFFFE\uFFFF]|\p{Cs}/gu;

/**
 * One line of harmless text: no terminal sequence, control, bidirectional or invisible character, no lone surrogate,
 * and at most `max` characters (an ellipsis and the number left out say that it was cut).
 */
export function cleanText(text: string, max: number = MAX_TEXT): string {
  // Cut before the patterns run: a megabyte from a target must not cost a second.
  const head = text.length > max * 8 ? text.slice(0, max * 8) : text;
  const line = head
    .replace(TERMINAL_SEQUENCE, '')
    .replace(SEPARATOR, ' ')
    .replace(INVISIBLE, '')
    .replace(TAGS, '')
    .replace(NOT_A_CHARACTER, '\uFFFD')
    .trim();
  if (line.length <= max && head.length === text.length) return line;
  const kept = line.slice(0, max).replace(/[\uD800-\uDBFF]$/, '');
  const left = text.length - head.length + (line.length - kept.length);
  return `${kept}… (+${left})`;
}

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/**
 * Text as Markdown (GitHub's dialect, also inside a table cell): no markup, HTML, link, mention, reference or formula.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[&<>|$@]|:(?=\/\/)|#(?=\d)|(?<=\b(?:mailto|xmpp)):|(?<=\bwww)\./gi, entity)
    .replace(/[\\`*_[\]~]/g, '\\$&')
    .replace(/^(\s*)([-+#=])(?=\s|$|[-+#=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML and HTML, in an element or in a quoted attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The message of a GitHub workflow command: what follows the second `::`. */
export function escapeCommandData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** A property (`title=…`) of a GitHub workflow command. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** A copy of plain data with every string put through `change`: nothing is forgotten, whatever is added later. */
export function mapStrings<T>(value: T, change: (text: string) => string): T;
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapStrings(item, change));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
  }
  return value;
}
