/** The style sheet of every page: its rules, those of the charts, and the colours for light, dark and paper. */
import { readFileSync } from 'node:fs';
import { CHART_RULES, THEME_VARIABLES } from '../charts/theme.ts';

const LIGHT = `${THEME_VARIABLES.light};--page:#f6f7f9;--good:#146c43;--open:#8a5300`;
const DARK = `${THEME_VARIABLES.dark};--page:#0e1218;--good:#6fd6a2;--open:#f2c14e`;

let sheet: string | undefined;

export function pageStyle(): string {
  sheet ??= [
    `:root{color-scheme:light dark;${LIGHT}}`,
    `@media screen and (prefers-color-scheme:dark){:root{${DARK}}}`,
    CHART_RULES,
    readFileSync(new URL('../templates/style.css', import.meta.url), 'utf8'),
  ].join('\n');
  return sheet;
}
