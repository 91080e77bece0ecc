/** Names of a function's parameters in order, read from its source; undefined for one that has no name. */
export function parameterNames(fn: (...args: never[]) => unknown): (string | undefined)[] {
  const source = fn.toString().replace(/\/\*[\s\S]*?\*\//g, '');
  const open = source.indexOf('(');
  const arrow = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  if (arrow?.[1] !== undefined && (open === -1 || arrow[0].length <= open)) return [arrow[1]];
  return splitAtCommas(source.slice(open + 1)).map((parameter) => /^\s*([\w$]+)/.exec(parameter)?.[1]);
}

const OPENING = '([{';
const CLOSING = ')]}';

/** The parts up to the parenthesis that closes the list; brackets and quoted text inside a part are skipped over. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (let i = 0; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (quote !== '') {
      if (char === '\\') part += text.charAt(i++);
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'" || char === '`') quote = char;
    else if (OPENING.includes(char)) depth += 1;
    else if (CLOSING.includes(char)) {
      if (depth === 0) break;
      depth -= 1;
    } else if (char === ',' && depth === 0) {
      parts.push(part);
      part = '';
      continue;
    }
    part += text.charAt(i);
  }
  if (part.trim() !== '') parts.push(part);
  return parts;
}
