import type { DefectHooks } from '../api/hooks.ts';
import type { Defect, Dose, Params } from './defect.ts';
import { DEFECTS, type DefectName } from './index.ts';
import type { ConnectionHooks, Places, SetUpHooks, WorkerHooks } from './places.ts';

/** What was asked for on the command line, as it travels to the processes. */
export interface PlantedConfig {
  readonly names: readonly DefectName[];
  readonly params: Readonly<Record<string, number>>;
}

interface Planting {
  readonly places: Places<Params>;
  readonly dose: Dose<Params>;
}

/** The defects planted in this process, by place; the code of each stands in its entry. */
export class PlantedDefects {
  readonly #plantings: readonly Planting[];

  constructor({ names, params }: PlantedConfig) {
    this.#plantings = Object.entries<Defect>(DEFECTS).flatMap(([name, entry]) => {
      if (!names.some((planted) => planted === name) || entry.plants === 'selftest') return [];
      return [{ places: entry.plants, dose: doseOf(entry, params) }];
    });
  }

  #in<T>(make: (planting: Planting) => T | undefined): readonly T[] {
    return this.#plantings.flatMap((planting) => make(planting) ?? []);
  }

  api(): readonly DefectHooks[] {
    return this.#in(({ places, dose }) => places.api?.(dose));
  }

  connection(): readonly ConnectionHooks[] {
    return this.#in(({ places, dose }) => places.connection?.(dose));
  }

  worker(): readonly WorkerHooks[] {
    return this.#in(({ places, dose }) => places.worker?.(dose));
  }

  setUp(): readonly SetUpHooks[] {
    return this.#in(({ places, dose }) => places.setUp?.(dose));
  }

  scripts(): readonly NonNullable<Places<Params>['script']>[] {
    return this.#in(({ places }) => places.script);
  }
}

export function doseOf(entry: Defect, params: Readonly<Record<string, number>> = {}): Dose<Params> {
  let calls = 0;
  return {
    param: (name) => params[name] ?? entry.params?.[name] ?? 0,
    shouldInject: (every) => {
      const block = Math.floor(calls / every);
      const shouldInject = calls % every === (block * 7 + every - 1) % every;
      calls += 1;
      return shouldInject;
    },
  };
}

/** The last that one of several defects has to say of something; a healthy target has nothing. */
export function lastOf<H, T>(hooks: readonly H[], pick: (hook: H) => T | undefined): T | undefined {
  return hooks.reduce<T | undefined>((said, hook) => pick(hook) ?? said, undefined);
}
