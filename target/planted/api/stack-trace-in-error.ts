import type { DefectHooks } from '../../api/hooks.ts';

/** Errors are answered as a developer would like to see them. */
export const stackTraceInError: DefectHooks = {
  failed: (reply) => ({
    ...reply,
    body: `${reply.body}\n    at dispatch (/app/src/api/server.js:87:19)\n    at serve (/app/src/api/server.js:41:11)`,
  }),
};
