/** What can be done to the database, and to the third party. */
export const FAULT_KINDS = ['refuse', 'hang', 'reset', 'slow', 'flap'] as const;
/**
 * `refuse`: connections are closed and new ones refused. `hang`: statements go through, answers never come back.
 * `reset`: connections are reset. `slow`: every answer is late. `flap`: refused and back, once a second.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Stages of the third party's trouble, in the order in which they are applied. */
export const API_STAGES = ['slow', 'error', 'hang'] as const;
/** `slow`: answers take 5 s. `error`: answers are 500. `hang`: answers never come. */
export type ApiStage = (typeof API_STAGES)[number];
