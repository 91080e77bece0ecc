export const history = {
  title: 'History of runs',
  intro:
    'One line a run. A line is drawn only between runs made under the same conditions; a filled mark passed, a cross failed, an open mark is undecided or may not be believed.',
  runs: (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`,
  broken: (count: number, lines: string) =>
    `${count} ${count === 1 ? 'line' : 'lines'} of the history could not be read and ${count === 1 ? 'was' : 'were'} left out (line ${lines}).`,
  empty: (path: string) => `No runs yet in ${path}.`,
  run: 'Run',
  started: 'Started',
  verdict: 'Verdict',
  validity: 'Validity',
  conditions: 'Conditions',
  conditionsNote: 'The same letter means the same target, settings, engine and machine.',
  over: (title: string) => `${title}, run by run`,
  chartDescription: (title: string, count: number) => `${title} over the last ${count} runs, oldest first.`,
  lastRuns: (shown: number, total: number) => `The last ${shown} of ${total} runs`,
  written: (files: string) => `Written: ${files}`,
  usage: 'Usage: npm run history -- [RESULTS_DIR] [--lang en|es]',
  pass: 'passed',
  fail: 'failed',
  open: 'undecided or not valid',
  version: 'Version',
};

/** The words of the history and its trend page. */
export type HistoryMessages = typeof history;
