/** The words of the page over several runs. */
export interface OverviewMessages {
  readonly title: string;
  /** Of so many planned runs; `left` were not begun. */
  readonly tally: (passed: number, planned: number, left: number) => string;
  readonly couldNotRun: string;
  readonly noResult: string;
  readonly notBegun: string;
  readonly columns: {
    readonly run: string;
    readonly verdict: string;
    readonly answer: string;
    readonly decisive: string;
    readonly course: string;
    readonly duration: string;
  };
  readonly report: string;
  /** What the small picture of a run shows. */
  readonly course: Readonly<Record<'jobsPerSecond' | 'requestsPerSecond', string>>;
  readonly moreCriteria: (count: number) => string;
  readonly set: string;
}
