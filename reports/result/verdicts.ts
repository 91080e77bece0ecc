/** What is said of a criterion, and of a check on the measurement itself. */
import { z } from 'zod';

export const criterionVerdict = z.enum(['pass', 'fail', 'inconclusive']);
export const validityVerdict = z.enum(['valid', 'discarded', 'unknown']);

/**
 * How sure a verdict is: the 95 % interval lies on its side of the limit, or not, or there is nothing to be unsure of,
 * since the figure was counted or timed in full.
 */
export const criterionEvidence = z.enum(['proven', 'not-proven', 'exact']);
