/** One line of the history: what a run found, in a form that stays small and readable for years. */
import { z } from 'zod';
import { conditionsId } from '../compare/conditions.ts';
import { figuresOf } from '../compare/figures.ts';
import { cleanText } from '../render/escape.ts';
import { criterionVerdict, type Result, validityVerdict } from '../result-schema.ts';

/** A line is written in one piece and stays below the size up to which a pipe or log keeps writers apart. */
export const MAX_LINE_BYTES = 4000;
const MAX_FIGURES = 24;

const historyFigure = z.object({
  id: z.string(),
  title: z.string().optional(),
  unit: z.string(),
  better: z.enum(['lower', 'higher']),
  value: z.number().finite(),
});

export const historyEntrySchema = z.object({
  v: z.literal(1),
  runId: z.string().min(1),
  startedAt: z.string(),
  scenario: z.string().min(1),
  profile: z.string(),
  verdict: criterionVerdict,
  validity: validityVerdict,
  suiteVersion: z.string(),
  revision: z.string(),
  /** Version of the target, where it tells one. */
  target: z.string().nullable(),
  /** Runs that share it were made under the same conditions. */
  conditions: z.string(),
  figures: z.array(historyFigure),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export function historyEntry(result: Result): HistoryEntry {
  const version = result.fingerprint.target.version;
  return {
    v: 1,
    runId: cleanText(result.runId, 120),
    startedAt: result.startedAt,
    scenario: result.scenario,
    profile: result.profile,
    verdict: result.verdict,
    validity: result.validity.verdict,
    suiteVersion: cleanText(result.suiteVersion, 40),
    revision: cleanText(result.fingerprint.revision, 60),
    target: typeof version === 'string' ? cleanText(version, 60) : null,
    conditions: conditionsId(result),
    figures: figuresOf(result)
      .flatMap(({ id, title, unit, better, value }) =>
        value === null
          ? []
          : [
              {
                id: cleanText(id, 60),
                // Figures of every run are named by their id in each language.
                ...(title === id ? {} : { title: cleanText(title, 80) }),
                unit: cleanText(unit, 20),
                better,
                value: Number(value.toPrecision(8)),
              },
            ],
      )
      .slice(0, MAX_FIGURES),
  };
}

/** The entry as one line with its end, never longer than a writer may write at once: figures are dropped before that. */
export function historyLine(entry: HistoryEntry): Buffer {
  for (let kept = entry.figures.length; kept >= 0; kept -= 1) {
    const line = Buffer.from(`${JSON.stringify({ ...entry, figures: entry.figures.slice(0, kept) })}\n`);
    if (line.length <= MAX_LINE_BYTES) return line;
  }
  throw new Error('a history entry without figures does not fit a line');
}
