import type { OverviewMessages } from './overview.types.ts';

export const overview: OverviewMessages = {
  title: 'Overview of the runs',
  tally: (passed, planned, left) =>
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
  course: {
    jobsPerSecond: 'Jobs per second over the run',
    requestsPerSecond: 'Requests per second over the run',
  },
  moreCriteria: (count) => `and ${count} more not passed`,
  set: 'The set as a whole',
};
