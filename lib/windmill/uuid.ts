const LENGTH = 36;

/** Of up to twelve characters. A digit goes behind them, since a number may end in spaces. */
function isHexadecimal(text: string): boolean {
  return Number(`0x${text}0`) >= 0;
}

/**
 * Whether a text is a UUID. Without a regular expression: with its first one, k6's engine makes a prototype that takes
 * a seventh of all the memory of a user. And without a loop over its characters, which takes 30 µs of every journey.
 */
function isUuid(text: string): boolean {
  return (
    text.length === LENGTH &&
    text[8] === '-' &&
    text[13] === '-' &&
    text[18] === '-' &&
    text[23] === '-' &&
    isHexadecimal(text.slice(0, 8)) &&
    isHexadecimal(text.slice(9, 13) + text.slice(14, 18) + text.slice(19, 23)) &&
    isHexadecimal(text.slice(24))
  );
}

/** The UUID that a text is, but for spaces around it; null where it is none. */
export function uuidIn(text: string): string | null {
  if (isUuid(text)) return text;
  const trimmed = text.trim();
  return isUuid(trimmed) ? trimmed : null;
}
