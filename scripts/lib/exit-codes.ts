/** Which exit code a run, or several of them, ends with. */
import { EXIT, type ExitCode } from '../../reports/errors.ts';

export { EXIT, type ExitCode };

/** From best to worst: what was not measured at all is worse than a measured failure, which is worse than doubt. */
const SEVERITY: readonly ExitCode[] = [EXIT.pass, EXIT.inconclusive, EXIT.fail, EXIT.couldNotRun, EXIT.usage];

/** The exit code of several runs together. None at all could not run. */
export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  if (codes.length === 0) return EXIT.couldNotRun;
  return codes.reduce((worst, code) => (SEVERITY.indexOf(code) > SEVERITY.indexOf(worst) ? code : worst));
}
