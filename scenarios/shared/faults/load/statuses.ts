/** Status of a submission that the client gave up on. */
export const TIMED_OUT = 'timeout';

/** Statuses that are told apart by phase, 0 for a connection that failed; what else there is makes up the rest. */
export const LISTED_STATUSES = [
  TIMED_OUT,
  '0',
  '201',
  '400',
  '401',
  '403',
  '429',
  '500',
  '502',
  '503',
  '504',
] as const;
