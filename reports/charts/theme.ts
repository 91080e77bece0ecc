/**
 * The looks of the charts. A series is told by its dash pattern, its marker and its label at the line's end; the
 * colour only repeats it. A page defines the variables itself; a file of its own brings them along.
 */
export const SERIES_STYLES = [
  { dash: undefined, marker: 'circle' },
  { dash: '7 3', marker: 'square' },
  { dash: '2 3', marker: 'triangle' },
  { dash: '9 3 2 3', marker: 'diamond' },
] as const;
export type MarkerShape = (typeof SERIES_STYLES)[number]['marker'] | 'cross' | 'ring';
export type SeriesStyle = 0 | 1 | 2 | 3;

/** Rules that work in a page and in a file; colours come from variables. */
export const CHART_RULES = `
.chart text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--muted);stroke:none}
.chart .strong{fill:var(--ink);font-weight:600}
.chart .paper{fill:var(--paper)}
.chart .axis{stroke:var(--muted);stroke-width:1;fill:none}
.chart .grid{stroke:var(--line);stroke-width:1;fill:none}
.chart .line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}
.chart .dash{stroke-linecap:butt}
.chart .s0{stroke:var(--c0)}.chart .s1{stroke:var(--c1)}.chart .s2{stroke:var(--c2)}.chart .s3{stroke:var(--c3)}
.chart .f0{fill:var(--c0)}.chart .f1{fill:var(--c1)}.chart .f2{fill:var(--c2)}.chart .f3{fill:var(--c3)}
.chart .ring{fill:var(--paper);stroke-width:2}
.chart .halo{stroke:var(--paper);stroke-width:1}
.chart .cross{fill:none;stroke-width:2.4}
.chart .bad{stroke:var(--bad)}
.chart .band{opacity:.16;stroke:none}
.chart .band-edge{fill:none;stroke-width:1;stroke-dasharray:1 3;opacity:.8}
.chart .limit{stroke:var(--bad);stroke-width:1.4;stroke-dasharray:10 3;fill:none}
.chart .limit-label{fill:var(--bad);paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
.chart .fault{fill:var(--bad);opacity:.1}
.chart .hatch{stroke:var(--bad);stroke-width:1.2;opacity:.45;fill:none}
.chart .mark{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 3;fill:none}
.chart .mark-fault{stroke:var(--bad);stroke-width:1.6;stroke-dasharray:none}
.chart .mark-value{stroke-dasharray:1 4}
.chart .mark-limit{stroke:var(--bad);stroke-width:1.4;stroke-dasharray:10 3}
.chart .phase{fill:var(--muted);opacity:.08}
`.replace(/\n/g, '');

const LIGHT =
  '--ink:#1a2230;--muted:#566073;--paper:#fff;--line:#e1e5eb;--bad:#b3261e;--c0:#1d5fbf;--c1:#b45309;--c2:#6d3fb8;--c3:#0f766e';
const DARK =
  '--ink:#e8ecf3;--muted:#a3aec0;--paper:#151a22;--line:#2c3442;--bad:#ff8a80;--c0:#7db2ff;--c1:#f5b062;--c2:#c3a3ff;--c3:#5fd3c4';

/** The variables, for a root element in light and in dark. */
export const THEME_VARIABLES = { light: LIGHT, dark: DARK } as const;

/** Style of a chart that stands alone as a file. */
export const FILE_STYLE = `svg{${LIGHT}}@media(prefers-color-scheme:dark){svg{${DARK}}}${CHART_RULES}`;
