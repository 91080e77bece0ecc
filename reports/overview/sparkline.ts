/** A run over time, as small as a word: bars of text, and a picture. */
import { coordinate, tag } from '../charts/svg.ts';
import type { Result } from '../result-schema.ts';

export interface Course {
  readonly column: 'jobsPerSecond' | 'requestsPerSecond';
  /** Means of equal stretches, `null` where nothing was recorded. */
  readonly values: readonly (number | null)[];
}

const CELLS = 24;
const WIDTH = 120;
const HEIGHT = 28;
const BARS = '▁▂▃▄▅▆▇█';

function means(values: readonly (number | null)[], cells: number): (number | null)[] {
  const size = Math.max(1, Math.ceil(values.length / cells));
  const found: (number | null)[] = [];
  for (let from = 0; from < values.length; from += size) {
    const present = values.slice(from, from + size).filter((value) => value !== null);
    found.push(present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0) / present.length);
  }
  return found;
}

/** Throughput over time; null where the run has no record of it. */
export function courseOf({ details }: Pick<Result, 'details'>): Course | null {
  const { series } = details;
  for (const column of ['jobsPerSecond', 'requestsPerSecond'] as const) {
    const values = series?.[column];
    if (values?.some((value) => value !== null && value > 0)) return { column, values: means(values, CELLS) };
  }
  return null;
}

/** Heights are from zero: a dip looks as deep as it was. */
const shareOf = (value: number, highest: number) => (highest > 0 ? Math.max(0, value / highest) : 0);

export function courseText({ values }: Course): string {
  const highest = Math.max(...values.map((value) => value ?? 0));
  return values
    .map((value) =>
      value === null
        ? ' '
        : (BARS[Math.min(BARS.length - 1, Math.round(shareOf(value, highest) * (BARS.length - 1)))] ?? ' '),
    )
    .join('');
}

/** @param title said by a screen reader. */
export function coursePicture({ values }: Course, title: string): string {
  const highest = Math.max(...values.map((value) => value ?? 0));
  const step = WIDTH / Math.max(1, values.length);
  const path = values
    .map((value, index) => {
      if (value === null) return '';
      const height = Math.max(1, shareOf(value, highest) * HEIGHT);
      return `M${coordinate(index * step)} ${HEIGHT}v${coordinate(-height)}h${coordinate(step * 0.8)}v${coordinate(height)}z`;
    })
    .join('');
  return tag(
    'svg',
    {
      class: 'chart spark',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: 'img',
      'aria-label': title,
    },
    tag('path', { d: path, class: 'f0' }),
  );
}
