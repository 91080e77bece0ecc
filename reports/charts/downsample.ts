export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Stretches of points without a gap. */
export type Stretch = readonly Point[];

/**
 * Splits values at their gaps, so that no line is drawn across a stretch in which nothing happened. Gaps of up to `bridge`
 * in x are drawn across: a gauge that is read now and then stands still in between.
 */
export function stretches(
  x: readonly number[],
  y: readonly (number | null)[],
  bridge = 0,
): readonly Stretch[] {
  const found: Point[][] = [];
  let current: Point[] = [];
  for (let index = 0; index < x.length; index += 1) {
    const [at, value] = [x[index], y[index] ?? null];
    if (at === undefined) continue;
    const since = at - (current.at(-1)?.x ?? at);
    const isGap = value === null || !Number.isFinite(value);
    if (current.length > 0 && (isGap ? since > bridge || bridge === 0 : bridge > 0 && since > bridge)) {
      found.push(current);
      current = [];
    }
    if (!isGap) current.push({ x: at, y: value });
  }
  if (current.length > 0) found.push(current);
  return found;
}

function triangleArea(a: Point, b: Point, c: Point): number {
  return Math.abs((a.x - c.x) * (b.y - a.y) - (a.x - b.x) * (c.y - a.y));
}

/**
 * Largest-Triangle-Three-Buckets (Steinarsson 2013): at most `size` points that keep the shape of the line. The first
 * and the last point stay.
 */
export function largestTriangles(points: Stretch, size: number): Stretch {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= size || size < 3 || first === undefined || last === undefined) return points;
  const kept: Point[] = [first];
  const every = (points.length - 2) / (size - 2);
  let previous = first;
  for (let bucket = 0; bucket < size - 2; bucket += 1) {
    const from = Math.floor(bucket * every) + 1;
    const to = Math.floor((bucket + 1) * every) + 1;
    const next = points.slice(to, Math.min(Math.floor((bucket + 2) * every) + 1, points.length));
    const mean = next.reduce(
      (sum, { x, y }) => ({ x: sum.x + x / next.length, y: sum.y + y / next.length }),
      {
        x: 0,
        y: 0,
      },
    );
    const target = next.length > 0 ? mean : last;
    let best = points[from] ?? last;
    let bestArea = -1;
    for (let index = from; index < to; index += 1) {
      const point = points[index];
      if (point === undefined) continue;
      const area = triangleArea(previous, point, target);
      if (area > bestArea) [best, bestArea] = [point, area];
    }
    kept.push(best);
    previous = best;
  }
  kept.push(last);
  return kept;
}

/** The highest point of each of `size` even stretches of x; a stretch without any stays a gap. */
function highestOfEach(points: Stretch, size: number): readonly Stretch[] {
  const [from, to] = [points[0]?.x ?? 0, points.at(-1)?.x ?? 0];
  const highest = new Array<Point | null>(size).fill(null);
  for (const point of points) {
    const bucket = Math.min(size - 1, Math.floor(((point.x - from) / (to - from || 1)) * size));
    const best = highest[bucket] ?? null;
    if (best === null || point.y > best.y) highest[bucket] = point;
  }
  return stretches(
    highest.map((point) => point?.x ?? 0),
    highest.map((point) => point?.y ?? null),
  );
}

/** At most about `size` points over all stretches; a lone point stays a point. */
export function downsample(found: readonly Stretch[], size: number): readonly Stretch[] {
  const total = found.reduce((sum, stretch) => sum + stretch.length, 0);
  if (total <= size) return found;
  // In pieces of a few points there is no shape to keep.
  if (found.length > size / 6) return highestOfEach(found.flat(), size);
  return found.map((stretch) =>
    largestTriangles(stretch, Math.max(3, Math.round((stretch.length / total) * size))),
  );
}

export interface Bucket {
  /** Indices [from, to) of the values that fall into it. */
  readonly from: number;
  readonly to: number;
}

/** Even buckets over `length` values, at most `count`. */
export function buckets(length: number, count: number): readonly Bucket[] {
  const size = Math.max(1, Math.ceil(length / count));
  return Array.from({ length: Math.ceil(length / size) }, (_, index) => ({
    from: index * size,
    to: Math.min(length, (index + 1) * size),
  }));
}

/** The mean or the largest value of a bucket; `null` without any. */
export function summarise(
  values: readonly (number | null)[],
  { from, to }: Bucket,
  how: 'mean' | 'max',
): number | null {
  let [sum, largest, count] = [0, Number.NEGATIVE_INFINITY, 0];
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? null;
    if (value === null) continue;
    sum += value;
    largest = Math.max(largest, value);
    count += 1;
  }
  if (count === 0) return null;
  return how === 'mean' ? sum / count : largest;
}
