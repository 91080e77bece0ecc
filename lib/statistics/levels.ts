/** Different levels (numbers of tenants, say) that a growth exponent takes; with fewer its interval is as wide as any. */
export const MIN_LEVELS = 5;
