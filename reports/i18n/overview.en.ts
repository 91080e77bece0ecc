export const overview = {
  title: 'Overview of the runs',
  /** Of so many planned runs; `left` were not begun. */
  tally: (passed: number, planned: number, left: number) =>
    `${passed} of ${planned} passed${left === 0 ? '' : `, ${left} not begun`}`,
  couldNotRun: 'COULD NOT RUN',
  noResult: 'There is no result: the run could not be carried out.',
  notBegun: 'not begun',
  columns: {
    run: 'Scenario',
    verdict: 'Verdict',
    answer: 'Answer',
    decisive: 'What decides (limit)',
    course: 'Over time',
    duration: 'Duration',
  },
  report: 'report',
  /** What the small picture of a run shows. */
  course: {
    jobsPerSecond: 'Jobs per second over the run',
    requestsPerSecond: 'Requests per second over the run',
  },
  moreCriteria: (count: number) => `and ${count} more not passed`,
  set: 'The set as a whole',
};

/** The words of the page over several runs. */
export type OverviewMessages = typeof overview;
