/** The share of a load that one of several generators carries, as k6's execution segments cut it. Pure. */

/** Number `index` (from 1) of `of` equal shares. */
export interface Segment {
  readonly index: number;
  readonly of: number;
}

/** More than any test needs; a run of so many is hard to start at one moment. */
export const MAX_GENERATORS = 64;

/** `2/4`: the second of four. Null where it is none. */
export function parseSegment(text: string): Segment | null {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text.trim());
  if (match === null) return null;
  const [index, of] = [Number(match[1]), Number(match[2])];
  return index >= 1 && index <= of && of <= MAX_GENERATORS ? { index, of } : null;
}

export function segmentText({ index, of }: Segment): string {
  return `${index}/${of}`;
}

const fraction = (part: number, of: number): string =>
  part === 0 ? '0' : part === of ? '1' : `${part}/${of}`;

/** k6's `--execution-segment` of a share. */
export function executionSegment({ index, of }: Segment): string {
  return `${fraction(index - 1, of)}:${fraction(index, of)}`;
}

/** k6's `--execution-segment-sequence`: without it each generator would cut the users in a way of its own. */
export function segmentSequence(of: number): string {
  return Array.from({ length: of + 1 }, (_, part) => fraction(part, of)).join(',');
}

/** The share that k6 says it carries (`1/4:1/2`); null where it carries all, or an unequal part. */
export function segmentOf(text: string | null | undefined): Segment | null {
  const ends = (text ?? '').split(':').map((end) => {
    const [over = '', under = '1'] = end.split('/');
    return over === '' ? Number.NaN : Number(over) / Number(under);
  });
  const [from, to] = ends;
  if (from === undefined || to === undefined || ends.length !== 2 || !(to > from)) return null;
  const of = Math.round(1 / (to - from));
  const index = Math.round(from * of) + 1;
  const isEqualShare = Math.abs((index - 1) / of - from) < 1e-6 && Math.abs(index / of - to) < 1e-6;
  return isEqualShare && of > 1 && of <= MAX_GENERATORS ? { index, of } : null;
}
