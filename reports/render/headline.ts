/** An answer as a headline of one clause and the rest as points. */
export interface Headline {
  readonly headline: string;
  readonly points: readonly string[];
}

/** A headline of fewer words says nothing alone ("Holds."), and takes the next clause with it. */
const FEWEST_WORDS = 4;
/** A full stop ends a sentence only before what can begin one: `0.5` and `p. ej.` stay whole. */
const BOUNDARY = /; |\. (?=[\p{Lu}\p{N}¿¡])/u;

const capital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

/** Splits an answer at its semicolons and full stops. The words stay those of the answer, in their order. */
export function headlineOf(answer: string): Headline {
  const parts = answer
    .split(BOUNDARY)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const [first = '', second, ...others] = parts;
  if (second !== undefined && first.split(' ').length < FEWEST_WORDS) {
    return {
      headline: `${first.replace(/\.$/, '')}. ${capital(second)}`.replace(/\.$/, ''),
      points: others.map(point),
    };
  }
  return { headline: first.replace(/\.$/, ''), points: parts.slice(1).map(point) };
}

const point = (text: string): string => capital(text.replace(/\.$/, ''));
