/** Which lines of k6's log a person at the terminal has to see while the run goes on; all of them are in `k6.log`. */

import { k6Errors, logField } from '../k6-exit.ts';

/** Distinct messages that are shown: a run that breaks in a thousand ways is read in its log. */
const MAX_SHOWN = 10;

/** Requests that failed and thresholds that were crossed are counted and judged: the report says more of them. */
const COUNTED = /msg="Request Failed"|thresholds on metrics? /;

/** A sink for the log (text of whole lines): hands each error and warning on once. */
export function logLinesToShow(say: (line: string) => void): (text: string) => void {
  const shown = new Set<string>();
  return (text) => {
    for (const line of text.split('\n')) {
      const level = logField(line, 'level');
      if ((level !== 'error' && level !== 'warning' && level !== 'fatal') || COUNTED.test(line)) continue;
      const message = k6Errors(line)[0] ?? logField(line, 'msg') ?? '';
      if (message === '' || shown.has(message) || shown.size >= MAX_SHOWN) continue;
      shown.add(message);
      say(`k6: ${message}`);
    }
  };
}
