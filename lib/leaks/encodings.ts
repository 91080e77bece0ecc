/**
 * The spellings in which a text can stand in an answer without being readable at a glance, and the way back. Pure, and
 * without the encodings of Node or of k6: it runs in both.
 */

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ESCAPED_OCTET = /%[0-9a-f]{2}/gi;

/** The bytes of a text in UTF-8; a lone surrogate becomes U+FFFD, as in every encoder. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  // By code points: a pair of surrogates is one of them.
  for (const symbol of text) {
    const point = symbol.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else {
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63));
      bytes.push(0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    }
  }
  return bytes;
}

const octet = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Bytes as text: as UTF-8 where they are, byte for byte where they are not. */
export function textOf(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${octet(byte)}`).join(''));
  } catch {
    return String.fromCharCode(...bytes);
  }
}

/** In lower case. */
export function hexOf(text: string): string {
  return utf8Bytes(text).map(octet).join('');
}

/** The way back from hexadecimal digits; an odd one at the end is left out. */
export function fromHex(digits: string): string {
  const bytes = digits.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
  return textOf(bytes);
}

/** What stays of a text in base64, whatever stands before and after it. */
export interface Base64Core {
  readonly text: string;
  /** Characters of its first group of four that stand before it, as they hold bits of what came earlier: 0, 2 or 3. */
  readonly skipped: number;
}

/**
 * The three forms that a text takes in base64: three bytes become four characters, so that it matters how many bytes
 * came before. Characters that hold bits of a neighbour are left out.
 */
export function base64Cores(text: string): readonly Base64Core[] {
  const bytes = utf8Bytes(text);
  return [0, 1, 2].map((before) => {
    const bits = [...Array.from({ length: before }, () => 0), ...bytes]
      .map((byte) => byte.toString(2).padStart(8, '0'))
      .join('');
    const skipped = Math.ceil((before * 8) / 6);
    let core = '';
    for (let at = skipped * 6; at + 6 <= bits.length; at += 6) {
      core += BASE64.charAt(Number.parseInt(bits.slice(at, at + 6), 2));
    }
    return { text: core, skipped };
  });
}

/** With `-` and `_`, as in URLs and in tokens. */
export function base64Url(text: string): string {
  return text.replace(/\+/g, '-').replace(/\//g, '_');
}

/** The way back from base64 of either alphabet; a group that is cut off gives what it can. */
export function fromBase64(characters: string): string {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const character of characters) {
    const six = BASE64.indexOf(character === '-' ? '+' : character === '_' ? '/' : character);
    if (six < 0) break;
    held = ((held << 6) | six) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return textOf(bytes);
}

/** Percent-encoding undone wherever it stands; octets that are no UTF-8 become the characters of their numbers. */
export function withoutPercents(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replace(ESCAPED_OCTET, (one) => String.fromCharCode(Number.parseInt(one.slice(1), 16)));
    }
  });
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The escapes of JSON strings undone wherever they stand, one level of them. */
export function withoutEscapes(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-f]{4})|(.))/gi,
    (_, code: string | undefined, short: string | undefined) =>
      code === undefined
        ? (SHORT_ESCAPES[short ?? ''] ?? short ?? '')
        : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
