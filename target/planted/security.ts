/** Defects that `security` must catch, or must not be misled by. */
import { colouredLine, storeLogsUnmasked, tokensInAddresses, withSource } from './api/disclosure.ts';
import {
  folderWriteUnchecked,
  longValue500,
  secretInBase64,
  secretInHeader,
  tokenInError,
} from './api/exposure.ts';
import { anonymousResult, expiredTokenAccepted, foreignTokenAccepted, openRun } from './api/impostors.ts';
import { BatchMaskedLog } from './batch-masked-log.ts';
import { defect } from './defect.ts';

const STACK = '    at dispatch (/app/src/api/server.js:87:19)\n    at serve (/app/src/api/server.js:41:11)';
const STATEMENT = 'SELECT value FROM variable WHERE workspace_id = $1 AND path = $2';

export const SECURITY_DEFECTS = {
  'open-run': defect({
    description: 'jobs can be started without a token',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
    plants: { api: () => ({ identify: openRun }) },
  }),
  'expired-token-accepted': defect({
    description: 'a token works on after it has expired',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
    plants: { api: () => ({ identify: expiredTokenAccepted }) },
  }),
  'anonymous-result': defect({
    description: 'whoever knows the id of a job reads its result, without a token',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
    plants: { api: () => ({ identify: anonymousResult }) },
  }),
  'foreign-token-accepted': defect({
    description: 'a token of one workspace opens every other',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'tenant-boundary' },
    plants: { api: () => ({ identify: foreignTokenAccepted }) },
  }),
  'scope-ignored': defect({
    description: 'a token that may only read can write',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'rights-enforced' },
    plants: {
      api: () => ({ rights: (identity) => ({ ...identity, scopes: undefined, readOnly: false }) }),
    },
  }),
  'signature-unchecked': defect({
    description: 'the inbound webhook looks at no signature',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'webhook-signature' },
    plants: { script: { replaces: 'f/perf/inbound_webhook', file: 'scripts/signature-unchecked.ts' } },
  }),
  'stack-trace-in-error': defect({
    description: 'errors are answered with a stack trace',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
    plants: {
      // As a developer would like to see them.
      api: () => ({ failed: (reply) => ({ ...reply, body: `${reply.body}\n${STACK}` }) }),
    },
  }),
  'secret-in-log': defect({
    description: 'a secret that a job read stands in its log in clear',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: { setUp: () => ({ filled: storeLogsUnmasked }) },
  }),
  'secret-in-result-log': defect({
    description: 'the worker writes what a job printed into its own log, secrets included',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: {
      worker: () => ({ ended: ({ id, logs }, log) => log('job-printed', { job: id, text: logs }) }),
    },
  }),
  'token-in-access-log': defect({
    description: 'the access log keeps the query string, tokens included',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: { api: () => ({ logged: (target) => target }) },
  }),
  'secret-in-header': defect({
    description: 'a header of a list holds the last secret that was stored',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: { api: () => secretInHeader },
  }),
  'secret-in-base64': defect({
    description: 'the list of jobs holds the credentials that they used, base64-encoded',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: { api: () => secretInBase64 },
  }),
  'token-in-error': defect({
    description: 'a token that is refused is repeated in the error',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: { api: () => tokenInError },
  }),
  'sql-in-error': defect({
    description: 'errors are answered with the statement that was carried out',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
    plants: {
      api: () => ({ failed: (reply) => ({ ...reply, body: `${reply.body}: ${STATEMENT}` }) }),
    },
  }),
  'long-value-500': defect({
    description: 'a value that is longer than can be stored is answered with a 500',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
    plants: { api: () => longValue500 },
  }),
  'folder-write-unchecked': defect({
    description: 'anybody may write into any folder',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'rights-enforced' },
    plants: { api: () => folderWriteUnchecked },
  }),
  'token-in-earlier-log': defect({
    description: 'the server’s log holds a token that a run of last year left there',
    scenario: 'security',
    mustPass: true,
    plants: { setUp: () => ({ earlierLog: tokensInAddresses }) },
  }),
  'windmill-mask-batch': defect({
    description:
      'secrets in a job log are masked half a second at a time, with what was read before it began',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: {
      worker: () => ({ jobLog: (pool, jobId) => new BatchMaskedLog(pool, jobId) }),
      // The worker has masked what it stores.
      setUp: () => ({ filled: storeLogsUnmasked }),
    },
  }),
  'windmill-token-in-access-log': defect({
    description: 'the access log holds whole addresses, tokens included, in colours',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
    plants: { api: () => ({ logLine: colouredLine }) },
  }),
  'windmill-cached-token': defect({
    description: 'a token in use works on for two minutes after it was revoked or has expired',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
    plants: { api: () => ({ keepsEndedTokens: true }) },
  }),
  'windmill-source-in-errors': defect({
    description: 'error texts name source files, lines and rules of the database',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
    plants: { api: () => ({ failed: withSource }) },
  }),
};
