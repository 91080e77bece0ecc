/** The words around single failures. */
export interface EvidenceMessages {
  readonly title: string;
  readonly intro: string;
  /** Of journeys by `FailureKind`, and of what scenarios find. */
  readonly kinds: Readonly<Record<string, string>>;
  /** `shown` of `count`; null where the number of all is not known. */
  readonly tally: (shown: string, count: string | null) => string;
  readonly columns: Readonly<
    Record<'job' | 'when' | 'user' | 'tenant' | 'route' | 'status' | 'expected' | 'came', string>
  >;
  /** What should have come, by kind. */
  readonly expected: {
    readonly answer: string;
    readonly success: string;
    readonly end: (seconds: string | null) => string;
    readonly accepted: string;
    readonly own: (nonce: string) => string;
    readonly once: string;
    readonly allEffects: string;
  };
  readonly noAnswer: string;
  /** The one to look at. */
  readonly look: (id: string) => string;
  /** Where the target is gone with the run. */
  readonly inEvents: string;
}
