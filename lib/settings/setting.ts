/** What a setting is. */
import type { ScenarioName } from '../catalog.ts';
import type { Parser } from './parsers.ts';

interface SettingMarks {
  /** Never shown, never written: neither the value nor a part of it. */
  readonly secret?: true;
  /** Says something about this machine or this output only; two runs that differ in it are still comparable. */
  readonly local?: true;
  /** The scenarios that read it; all others are the same whatever it is. Unset: any may read it. */
  readonly scenarios?: readonly ScenarioName[];
}

export interface Setting<T> extends SettingMarks {
  readonly env: string;
  readonly help: string;
  readonly parse: Parser<T>;
  readonly fallback: T;
}

export function setting<T>(
  env: string,
  help: string,
  parse: Parser<T>,
  fallback: T,
  marks: SettingMarks = {},
): Setting<T> {
  return { env, help, parse, fallback, ...marks };
}

/** The fallback of a setting that has none, with the type of its values. */
export const optional = <T>(value: T | null = null): T | null => value;

/** Whether a scenario reads the setting. */
export function concerns(setting: Setting<unknown>, scenario: ScenarioName): boolean {
  return setting.scenarios === undefined || setting.scenarios.includes(scenario);
}
