/** How far a run goes: seconds for CI, minutes by default, or the test plan's full length. */
export const PROFILES = ['smoke', 'short', 'full'] as const;
export type Profile = (typeof PROFILES)[number];
