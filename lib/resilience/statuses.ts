/** Statuses that are told apart by phase, 0 for no answer; what else there is makes up the rest. */
export const LISTED_STATUSES = ['0', '201', '400', '401', '403', '429', '500', '502', '503', '504'] as const;
