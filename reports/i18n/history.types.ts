/** The words of the history and its trend page. */
export interface HistoryMessages {
  readonly title: string;
  readonly intro: string;
  readonly runs: (count: number) => string;
  readonly broken: (count: number, lines: string) => string;
  readonly empty: (path: string) => string;
  readonly run: string;
  readonly started: string;
  readonly verdict: string;
  readonly validity: string;
  readonly conditions: string;
  readonly conditionsNote: string;
  readonly over: (title: string) => string;
  readonly chartDescription: (title: string, runs: number) => string;
  readonly lastRuns: (shown: number, total: number) => string;
  readonly written: (files: string) => string;
  readonly usage: string;
  readonly pass: string;
  readonly fail: string;
  readonly open: string;
  readonly version: string;
}
