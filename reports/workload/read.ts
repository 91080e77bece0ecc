/** Reading `workload.yaml`: every mistake at once, each with its line and its place in the file. */
import { readFile, stat } from 'node:fs/promises';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Workload } from '../../lib/workload/workload.ts';
import { workloadSchema } from './schema.ts';

export type WorkloadOutcome =
  | { readonly ok: true; readonly workload: Workload }
  | { readonly ok: false; readonly problems: readonly string[] };

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_PROBLEMS = 50;

type Path = readonly PropertyKey[];

/** `items[1].rate`. */
function pathText(path: Path): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** Line of the deepest part of a path that the file has. */
function lineOf(document: Document, lines: LineCounter, path: Path): number | null {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

/** Issues of the branch of a union that fits the value's shape best: the one that failed deepest. */
type Issue = {
  readonly code?: string;
  readonly path: Path;
  readonly message: string;
  readonly errors?: readonly (readonly Issue[])[];
  readonly keys?: readonly string[];
};
function flatten(issue: Issue, before: Path): readonly { path: Path; message: string }[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => ({ path: [...path, key], message: 'is not known here' }));
  }
  if (issue.code === 'invalid_union' && issue.errors !== undefined && issue.errors.length > 0) {
    const depth = (branch: readonly Issue[]) => Math.max(...branch.map((one) => one.path.length), 0);
    const custom = (branch: readonly Issue[]) => branch.some(({ code }) => code !== 'invalid_type');
    const best = [...issue.errors].sort(
      (a, b) => Number(custom(b)) - Number(custom(a)) || depth(b) - depth(a),
    )[0];
    return (best ?? []).flatMap((one) => flatten(one, path));
  }
  return [{ path, message: issue.message.replace(/^Invalid input: /, '') }];
}

/** Reads the text of a workload file. `name` stands before each mistake. */
export function parseWorkload(text: string, name: string): WorkloadOutcome {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (line: number | null) => (line === null ? name : `${name}:${line}`);
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, linePos }) => {
      const [first = ''] = message.split('\n');
      return `${at(linePos?.[0].line ?? null)} ${first.replace(/ at line \d+, column \d+:?$/, '')}`;
    });
    return { ok: false, problems: problems.slice(0, MAX_PROBLEMS) };
  }
  let value: unknown;
  try {
    // A bound on aliases: a few lines of YAML could stand for gigabytes.
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    return { ok: false, problems: [`${name} refers to itself too often (aliases)`] };
  }
  const outcome = workloadSchema.safeParse(value);
  if (outcome.success) return { ok: true, workload: outcome.data };
  const found = (outcome.error.issues as readonly Issue[]).flatMap((issue) => flatten(issue, []));
  const problems = found
    .map((one) => ({ ...one, line: lineOf(document, lines, one.path) }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(
      ({ path, message, line }) => `${at(line)} ${path.length === 0 ? '' : `${pathText(path)} `}${message}`,
    );
  const left = problems.length - MAX_PROBLEMS;
  return {
    ok: false,
    problems: left > 0 ? [...problems.slice(0, MAX_PROBLEMS), `${name}: ${left} more`] : problems,
  };
}

/** Reads a workload file. */
export async function readWorkload(path: string): Promise<WorkloadOutcome> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES)
      return { ok: false, problems: [`${path} is larger than 4 MB: no workload file is`] };
    return parseWorkload(await readFile(path, 'utf8'), path);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    return {
      ok: false,
      problems: [
        code === 'ENOENT'
          ? `${path} does not exist: name a workload file`
          : `${path} cannot be read (${code})`,
      ],
    };
  }
}
