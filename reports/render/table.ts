/** A table of a report: cells are plain text, formatted already; every output escapes them its own way. */
export interface TableView {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** Of each row: where its first cell leads, null for nowhere. */
  readonly links?: readonly (string | null)[];
  /** Said below the table. */
  readonly note?: string;
}

type Column = string | { readonly label: string };

/** A column of figures: aligned on the right. */
export const numeric = (label: string): Column => ({ label });

/** Rows beyond this stay in `result.json`: a report is for reading. */
const MAX_ROWS = 150;

/** Makes a table; `null` where there are no rows. `moreRows` words the note on rows that were left out. */
export function makeTable(
  id: string,
  title: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  moreRows: (count: number) => string,
  note?: string,
): TableView | null {
  if (rows.length === 0) return null;
  const left = rows.length - MAX_ROWS;
  const notes = [note, left > 0 ? moreRows(left) : undefined].filter((text) => text !== undefined);
  return {
    id,
    title,
    columns: columns.map((column) =>
      typeof column === 'string' ? { label: column, numeric: false } : { label: column.label, numeric: true },
    ),
    rows: left > 0 ? rows.slice(0, MAX_ROWS) : rows,
    ...(notes.length > 0 ? { note: notes.join(' ') } : {}),
  };
}
