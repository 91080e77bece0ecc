import type { Result } from '../../reports/result-schema.ts';
import { detailsOf } from '../../scenarios/details.ts';
import { EXIT, type ExitCode } from '../lib/exit-codes.ts';
import { criteriaOf, type SelftestRow } from './rows.ts';

type Judged = Pick<Result, 'verdict' | 'validity' | 'criteria'> & { readonly details?: Result['details'] };

/** What a run showed: failed criteria and checks that did not say `valid`. */
export function findings(result: Judged): string {
  const failed = result.criteria
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, verdict }) => `${id} ${verdict}`);
  const checks = result.validity.checks
    .filter(({ verdict }) => verdict !== 'valid')
    .map(({ id, verdict }) => `${id} ${verdict}`);
  const verdicts = [...checks, ...failed].join(', ') || 'all criteria pass';
  const saturated = saturatedResource(result);
  return saturated === null ? verdicts : `${verdicts}; saturates: ${saturated}`;
}

/** The resource that a stress run named; null where it named none. */
function saturatedResource({ details }: Judged): string | null {
  return details === undefined ? null : (detailsOf({ details }, 'stress')?.saturatedResource ?? null);
}

/**
 * Whether a run showed what its row demands. A criterion must fail in a run that may be believed, so that a user would
 * be told; a validity check must discard the run. A healthy run must pass, nothing less.
 */
export function meetsExpectation(row: SelftestRow, result: Judged, exitCode: ExitCode): boolean {
  const { caughtBy, saturates } = row;
  if (saturates !== null && saturatedResource(result) !== saturates) return false;
  if (caughtBy === null) return exitCode === EXIT.pass;
  if (caughtBy.kind === 'criterion') {
    const failed = result.criteria.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
    return exitCode === EXIT.fail && criteriaOf(caughtBy).every((id) => failed.includes(id));
  }
  const discarded = result.validity.checks
    .filter(({ verdict }) => verdict === 'discarded')
    .map(({ id }) => id);
  return exitCode === EXIT.inconclusive && criteriaOf(caughtBy).every((id) => discarded.includes(id));
}
