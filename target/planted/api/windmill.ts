import type { DefectHooks } from '../../api/hooks.ts';
import { ApiError } from '../../api/reply.ts';
import { PoolTimedOut } from '../../db/pool-wait.ts';

const ESC = '\u001b[';
const colour = (code: number, text: string) => `${ESC}${code}m${text}${ESC}0m`;
const field = (name: string, value: string | number) =>
  `${colour(3, name)}${colour(2, '=')}${typeof value === 'number' ? value : JSON.stringify(value)}`;

/** The access log is meant for a terminal, and holds the whole address of each request. */
const tokenInAccessLog: DefectHooks = {
  logLine: ({ method, target, status, ms }) => {
    const time = colour(2, new Date().toISOString());
    const request = `${field('method', method)} ${field('uri', target)}`;
    const answer = `${field('latency', Math.round(ms))} ${field('status', status)}`;
    return `${time} ${colour(32, ' INFO')} ${colour(1, 'request')}{${request}}: response ${answer}`;
  },
};

/** Errors say where in the source they arose, and pass on what the database said. */
const sourceInErrors: DefectHooks = {
  failed: (reply, error) => {
    if (error instanceof PoolTimedOut) return { ...reply, body: `${reply.body} (lib.rs:1571)` };
    return error instanceof ApiError && error.verbose !== undefined
      ? { ...reply, body: error.verbose }
      : reply;
  },
};

/** What Windmill's own API does, and a hardened one would not. */
export const WINDMILL_DEFECTS = {
  'windmill-token-in-access-log': tokenInAccessLog,
  'windmill-source-in-errors': sourceInErrors,
} as const;
