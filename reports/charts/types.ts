import type { TableView } from '../render/table.ts';

/** A drawn chart: the same picture for a wide and a narrow page and as a file of its own, and the figures behind it. */
export interface ChartView {
  /** Also the name of its file: letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** SVG for a page whose style sheet defines its colours. */
  readonly wide: string;
  readonly narrow: string;
  /** SVG that brings its own colours, light and dark. */
  readonly file: string;
  readonly table: TableView;
}
