/** What tells the users of one generator from those of another. Inside k6. */
import { runnerVariables } from '../runner-variables.ts';
import { parseSegment } from './segment.ts';

/**
 * A number that no other generator of the run has, for its random numbers: the same users would else pause alike on each
 * of them. Where nothing but the machine tells them apart (pods), its name does.
 */
export function generatorNumber(): number {
  const { generators, segment } = runnerVariables();
  if (generators <= 1) return 0;
  const known = segment === null ? null : parseSegment(segment);
  if (known !== null) return known.index - 1;
  return [...(__ENV.HOSTNAME ?? '')].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 8191, 7);
}
