/**
 * Where a plain `k6 run` keeps its summary. k6 makes no folders, and exits 0 when it could not write: so the place is
 * looked for before any load. Pure.
 */

export interface SummaryPlaceInput {
  /** RESULTS_DIR, or its default. */
  readonly resultsDir: string;
  /** Whether the user has named it. */
  readonly named: boolean;
  /** The folder that k6 runs in; null where it does not tell, or sees no files (a bundle in an archive). */
  readonly workingDir: string | null;
  readonly isFolder: (path: string) => boolean;
}

/** A folder that is there, `.` for the one that k6 runs in; or why the summary would be lost, in one sentence. */
export type SummaryPlace = { readonly folder: string } | { readonly problem: string };

const isAbsolute = (path: string) => /^([/\\]|[a-z]:[/\\])/i.test(path);

export function summaryPlace({ resultsDir, named, workingDir, isFolder }: SummaryPlaceInput): SummaryPlace {
  const absolute = isAbsolute(resultsDir);
  const looked = absolute ? resultsDir : workingDir === null ? null : `${workingDir}/${resultsDir}`;
  if (looked !== null && isFolder(looked)) return { folder: resultsDir };
  if (!named) return { folder: '.' };
  if (absolute && workingDir === null) return { folder: resultsDir };
  const shown = `RESULTS_DIR is ${JSON.stringify(resultsDir)}, must be`;
  if (looked === null) {
    return { problem: `${shown} an absolute path: this k6 does not tell which folder it runs in` };
  }
  return {
    problem:
      `${shown} a folder that is there${absolute ? '' : ', seen from where k6 runs'}: k6 makes none, and the summary ` +
      'would be lost; make it, or leave RESULTS_DIR unset to keep the summary in the folder that k6 runs in',
  };
}
