const HYPHENS = [8, 13, 18, 23];
const LENGTH = 36;

/**
 * Whether a text is a UUID. Without a regular expression: with its first one, k6's engine makes a prototype that takes
 * a seventh of all the memory of a user.
 */
export function isUuid(text: string): boolean {
  if (text.length !== LENGTH) return false;
  for (let index = 0; index < LENGTH; index += 1) {
    const expected = HYPHENS.includes(index) ? '-' : '0123456789abcdefABCDEF';
    if (!expected.includes(text.charAt(index))) return false;
  }
  return true;
}
