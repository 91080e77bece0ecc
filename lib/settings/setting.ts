/** What a setting is. */
import type { Parser } from './parsers.ts';

interface SettingMarks {
  /** Never shown, never written: neither the value nor a part of it. */
  readonly secret?: true;
  /** Says something about this machine or this output only; two runs that differ in it are still comparable. */
  readonly local?: true;
  /** The scenarios that read it; all others are the same whatever it is. Unset: any that has it in its table. */
  readonly scenarios?: readonly string[];
  /** An address that load or control calls may be sent to, if its host is allowed. */
  readonly address?: true;
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

/** Settings by the name that code calls them. */
export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

/** The parsed values of a table. */
export type SettingsOf<Table extends SettingTable> = {
  readonly [K in keyof Table]: Table[K] extends Setting<infer T> ? T : never;
};

/** The settings of a table that several scenarios share, marked with those of them that read these. */
export function onlyFor<const Table extends SettingTable>(scenarios: readonly string[], table: Table): Table {
  const marked = Object.entries(table).map(([name, entry]) => [name, { ...entry, scenarios }]);
  return Object.fromEntries(marked) as Table;
}

/** The fallback of a setting that has none, with the type of its values. */
export const optional = <T>(value: T | null = null): T | null => value;

/** Whether a scenario reads the setting. */
export function concerns(setting: Setting<unknown>, scenario: string): boolean {
  return setting.scenarios === undefined || setting.scenarios.includes(scenario);
}
