/** Defects that `security` must catch, or must not be misled by. */
import type { DefectEntry } from './entry.ts';

export const SECURITY_DEFECTS = {
  'open-run': {
    description: 'jobs can be started without a token',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'expired-token-accepted': {
    description: 'a token works on after it has expired',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'anonymous-result': {
    description: 'whoever knows the id of a job reads its result, without a token',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'foreign-token-accepted': {
    description: 'a token of one workspace opens every other',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'tenant-boundary' },
  },
  'scope-ignored': {
    description: 'a token that may only read can write',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'rights-enforced' },
  },
  'signature-unchecked': {
    description: 'the inbound webhook looks at no signature',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'webhook-signature' },
  },
  'stack-trace-in-error': {
    description: 'errors are answered with a stack trace',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
  },
  'secret-in-log': {
    description: 'a secret that a job read stands in its log in clear',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'secret-in-result-log': {
    description: 'the worker writes what a job printed into its own log, secrets included',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'token-in-access-log': {
    description: 'the access log keeps the query string, tokens included',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'secret-in-header': {
    description: 'a header of a list holds the last secret that was stored',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'secret-in-base64': {
    description: 'the list of jobs holds the credentials that they used, base64-encoded',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'token-in-error': {
    description: 'a token that is refused is repeated in the error',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'sql-in-error': {
    description: 'errors are answered with the statement that was carried out',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
  },
  'long-value-500': {
    description: 'a value that is longer than can be stored is answered with a 500',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
  },
  'folder-write-unchecked': {
    description: 'anybody may write into any folder',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'rights-enforced' },
  },
  'token-in-earlier-log': {
    description: 'the server’s log holds a token that a run of last year left there',
    scenario: 'security',
    mustPass: true,
  },
  'windmill-mask-batch': {
    description:
      'secrets in a job log are masked half a second at a time, with what was read before it began',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'windmill-token-in-access-log': {
    description: 'the access log holds whole addresses, tokens included, in colours',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'secrets-hidden' },
  },
  'windmill-cached-token': {
    description: 'a token in use works on for two minutes after it was revoked or has expired',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'access-denied' },
  },
  'windmill-source-in-errors': {
    description: 'error texts name source files, lines and rules of the database',
    scenario: 'security',
    caughtBy: { kind: 'criterion', id: 'errors-without-internals' },
  },
} as const satisfies Record<string, DefectEntry>;
