/** What a source of figures about the system's machines is to the runner. */
import type { Happened, ResourceSample, SampledSource } from '../../../reports/resources/record.ts';

export interface ResourceFigures {
  readonly samples: readonly ResourceSample[];
  readonly happened?: readonly Happened[];
}

/** A source that has answered once. Its calls throw an Error with a sentence for a reader. */
export interface OpenSource {
  readonly name: SampledSource;
  /** How fine its figures are, seconds. */
  readonly resolutionSeconds: number;
  readonly cores: number | null;
  /** Parts that it shows, by name. */
  readonly parts: readonly string[];
  /** Figures since the last look. A source that keeps its own history has none here. */
  readonly look: () => Promise<ResourceFigures>;
  /** What only the end shows. `since`: Unix ms at which the load began. */
  readonly finish: (since: number) => Promise<ResourceFigures>;
  readonly close: () => Promise<void>;
}

/** It cannot be used; `absent`: it is not there at all, which only whoever asked for it by name needs to know. */
export class SourceProblem extends Error {
  readonly absent: boolean;

  constructor(message: string, more: { readonly absent?: true } = {}) {
    super(message);
    this.absent = more.absent === true;
  }
}

export const NOTHING: ResourceFigures = { samples: [] };

export const BYTES_PER_MB = 1024 * 1024;
