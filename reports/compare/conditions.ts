/** The conditions under which a run was made: where they differ, figures do not compare. */
import { createHash } from 'node:crypto';
import { fingerprintFields } from '../render/fingerprint.ts';
import type { Result } from '../result-schema.ts';
import type { Difference } from './types.ts';

/** What a release changes. A comparison of two releases names it: `--allow release`. */
export const RELEASE_FIELDS: readonly string[] = ['target.version', 'target.scriptHash', 'revision'];

type Fields = ReadonlyMap<string, string>;

/** Everything of a run that must agree: scenario, length, version of the suite and the whole fingerprint. */
function conditionsOf(result: Result): Fields {
  return new Map([
    ['scenario', result.scenario],
    ['profile', result.profile],
    ['suiteVersion', result.suiteVersion],
    ...fingerprintFields(result.fingerprint).map(({ path, value }) => [path, value] as const),
  ]);
}

/** Whether a field is named, itself or by a part it belongs to (`target` names `target.version`). */
function isAllowed(path: string, allowed: readonly string[]): boolean {
  return allowed.some((name) => path === name || path.startsWith(`${name}.`));
}

/** `release` stands for every field that a release changes. */
export function expandAllowed(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (name === 'release' ? RELEASE_FIELDS : [name]));
}

const valuesOf = (side: readonly Fields[], path: string): readonly string[] =>
  [...new Set(side.flatMap((fields) => fields.get(path) ?? []))].sort();

/** Every field that is not one and the same in all runs of both sides. */
export function differingConditions(
  a: readonly Result[],
  b: readonly Result[],
  allowed: readonly string[],
): { readonly differences: readonly Difference[]; readonly subject: readonly Difference[] } {
  const [sideA, sideB] = [a.map(conditionsOf), b.map(conditionsOf)];
  const all = [...sideA, ...sideB];
  const paths = [...new Set(all.flatMap((fields) => [...fields.keys()]))];
  const differing = paths
    .filter((path) => new Set(all.map((fields) => fields.get(path) ?? null)).size > 1)
    .map((path) => ({ path, a: valuesOf(sideA, path), b: valuesOf(sideB, path) }));
  return {
    differences: differing.filter(({ path }) => !isAllowed(path, allowed)),
    subject: differing.filter(({ path }) => isAllowed(path, allowed)),
  };
}

/** A short name for the conditions of a run without what a release changes: runs that share it make one line. */
export function conditionsId(result: Result): string {
  const fields = [...conditionsOf(result)].filter(([path]) => !RELEASE_FIELDS.includes(path)).sort();
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 12);
}
