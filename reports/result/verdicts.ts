/** What is said of a criterion, and of a check on the measurement itself. */
import { z } from 'zod';

export const criterionVerdict = z.enum(['pass', 'fail', 'inconclusive']);
export const validityVerdict = z.enum(['valid', 'discarded', 'unknown']);
