import type { DefectName } from '../defects.ts';
import { type DefectParamName, PARAM_DEFAULTS } from './params.ts';

/** What was asked for on the command line, as it travels to the processes. */
export interface PlantedConfig {
  readonly names: readonly DefectName[];
  readonly params: Readonly<Record<string, number>>;
}

/** The defects planted in this process: `planted.has('slow-p95')` at the place where the system would misbehave. */
export class PlantedDefects {
  readonly #names: ReadonlySet<DefectName>;
  readonly #params: Readonly<Record<string, number>>;
  readonly #counts = new Map<DefectName, number>();

  constructor(config: PlantedConfig) {
    this.#names = new Set(config.names);
    this.#params = config.params;
  }

  has(name: DefectName): boolean {
    return this.#names.has(name);
  }

  /** Value of a defect's parameter, in the unit that its name carries. */
  param(name: DefectParamName): number {
    return this.#params[name] ?? PARAM_DEFAULTS.get(name) ?? 0;
  }

  /**
   * True for exactly one call in every block of `every` calls while the defect is planted. The place inside the block
   * moves from block to block, so that a client that repeats a fixed sequence of requests meets it at every step.
   */
  strikes(name: DefectName, every: number): boolean {
    if (!this.#names.has(name)) return false;
    const count = this.#counts.get(name) ?? 0;
    this.#counts.set(name, count + 1);
    const block = Math.floor(count / every);
    return count % every === (block * 7 + every - 1) % every;
  }
}
