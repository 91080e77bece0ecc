/** The Handlebars templates. They place text and loop, nothing else; whatever is decided is decided in the view. */
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

export type Template = (data: object) => string;

const read = (name: string): string =>
  readFileSync(new URL(`../templates/${name}.hbs`, import.meta.url), 'utf8');

/** No helper, no lookup through a prototype, and a name that the data lacks is a mistake of the template. */
function compile(name: string, partials: Readonly<Record<string, string>>, noEscape: boolean): Template {
  const engine = Handlebars.create();
  for (const [partial, file] of Object.entries(partials)) engine.registerPartial(partial, read(file));
  const template = engine.compile(read(name), { noEscape, strict: true });
  return (data) => template(data);
}

const cache = new Map<string, Template>();

/** A Markdown template: its data must be escaped already, all of it. */
export function markdownTemplate(name: string): Template {
  const known = cache.get(`${name}.md`);
  if (known !== undefined) return known;
  const template = compile(
    `${name}.md`,
    { table: 'table.md', criteria: 'criteria.md', comparison: 'comparison.md' },
    true,
  );
  cache.set(`${name}.md`, template);
  return template;
}

/** An HTML template: it escapes everything but what it places with three braces. */
export function htmlTemplate(name: string): Template {
  const known = cache.get(`${name}.html`);
  if (known !== undefined) return known;
  const partials = {
    table: 'table.html',
    criteria: 'criteria.html',
    comparison: 'comparison.html',
  };
  const template = compile(`${name}.html`, partials, false);
  cache.set(`${name}.html`, template);
  return template;
}
