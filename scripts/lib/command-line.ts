/** The command line of the runner: scenarios or groups, and one flag for each setting. */

import { flag } from '../../lib/settings/parsers.ts';
import type { Setting } from '../../lib/settings/setting.ts';
import { GROUPS, isScenarioName, SCENARIO_NAMES, type ScenarioName } from '../../scenarios/index.ts';
import { DEFECT_ENTRIES } from '../../target/planted/index.ts';
import { didYouMean } from './did-you-mean.ts';
import { ALL_SETTINGS, flagOf } from './runner-settings.ts';

export interface CommandLine {
  /** In the order given, groups taken apart, each once. */
  readonly scenarios: readonly ScenarioName[];
  /** Environment variables that flags override. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Defects to plant in the embedded target. */
  readonly defects: readonly string[];
  /** `name=value` parameters of the planted defects. */
  readonly defectParams: readonly string[];
  readonly help: boolean;
  readonly problems: readonly string[];
}

/** Short names of the flags that are typed most. */
export const FLAG_ALIASES: Readonly<Record<string, string>> = {
  lang: 'report-lang',
  like: 'embedded-like',
  results: 'results-dir',
  url: 'wm-base-url',
};

/** Defects that the target plants; the self-test plants the others beside it. */
const PLANTABLE: readonly string[] = DEFECT_ENTRIES.flatMap(([name, { plants }]) =>
  plants === 'selftest' ? [] : [name],
);

const settingOfFlag = new Map(ALL_SETTINGS.map((setting) => [flagOf(setting), setting]));
const KNOWN_FLAGS = [...settingOfFlag.keys(), ...Object.keys(FLAG_ALIASES), 'defect', 'defect-param', 'help'];

/** Parses the arguments after the program's name. Never throws: every mistake is a sentence in `problems`. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const problems: string[] = [];
  const scenarios: ScenarioName[] = [];
  const overrides: Record<string, string> = {};
  const defects: string[] = [];
  const defectParams: string[] = [];
  let help = false;

  const queue = [...args];
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--help' || arg === '-h') {
      help = true;
    } else if (arg.startsWith('-') && arg !== '-') {
      const [given = '', inline] = splitOnce(arg.replace(/^--?/, ''), '=');
      const name = FLAG_ALIASES[given] ?? given;
      const setting = settingOfFlag.get(name);
      if (setting === undefined && name !== 'defect' && name !== 'defect-param') {
        problems.push(
          `unknown flag --${given}${suggestion(given, KNOWN_FLAGS, '--')}; --help lists all flags`,
        );
        // `--usres 10`: its value is no scenario.
        if (inline === undefined && queue[0] !== undefined && isValueOfUnknownFlag(queue[0])) queue.shift();
        continue;
      }
      const value = inline ?? valueFor(setting, queue);
      if (value === undefined || value === '') {
        problems.push(`--${given} needs a value`);
      } else if (setting?.secret === true) {
        problems.push(
          `--${given} is not accepted: others on this machine can see a command line; set ${setting.env} in the environment or in .env`,
        );
      } else if (setting !== undefined) {
        overrides[setting.env] = value;
      } else if (name === 'defect') {
        if (PLANTABLE.includes(value)) defects.push(value);
        else {
          problems.push(`--defect is ${JSON.stringify(value)}, must be one of ${PLANTABLE.join(', ')}`);
        }
      } else if (/^[\w-]+=\d+(\.\d+)?$/.test(value)) {
        defectParams.push(value);
      } else {
        problems.push(`--defect-param is ${JSON.stringify(value)}, must be NAME=NUMBER`);
      }
    } else if (isScenarioName(arg)) {
      scenarios.push(arg);
    } else if (Object.hasOwn(GROUPS, arg)) {
      scenarios.push(...GROUPS[arg as keyof typeof GROUPS]);
    } else {
      const names = [...SCENARIO_NAMES, ...Object.keys(GROUPS)];
      problems.push(
        `unknown scenario ${JSON.stringify(arg)}${suggestion(arg, names, '')}; must be one of ${names.join(', ')}`,
      );
    }
  }
  return { scenarios: [...new Set(scenarios)], overrides, defects, defectParams, help, problems };
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The value that follows a flag; one that is on or off needs none to be on. */
function valueFor(setting: Setting<unknown> | undefined, queue: string[]): string | undefined {
  const next = queue[0];
  const nothing = next === undefined || next.startsWith('-') || isName(next);
  if (setting?.parse === flag && nothing) return '1';
  return next?.startsWith('--') === true ? undefined : queue.shift();
}

const isName = (text: string): boolean => isScenarioName(text) || Object.hasOwn(GROUPS, text);

function isValueOfUnknownFlag(next: string): boolean {
  return !next.startsWith('-') && !isName(next);
}

function suggestion(given: string, known: readonly string[], prefix: string): string {
  const found = didYouMean(given, known);
  return found === null ? '' : `, did you mean ${prefix}${found}?`;
}
