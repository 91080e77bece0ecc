export const evidence = {
  title: 'Evidence',
  intro: 'Of each kind of failure the first ones and a sample over time.',
  /** Of journeys by `FailureKind`, and of what scenarios find. */
  kinds: {
    refused: 'Connection refused or reset',
    timeout: 'Time-out',
    unauthorized: 'Not authorised',
    'client-error': 'Client error (4xx)',
    'server-error': 'Server error (5xx)',
    malformed: 'Malformed answer',
    'job-failed': 'Job failed',
    'job-unfinished': 'Job not finished in time',
    'wrong-result': 'Wrong result',
    exception: 'Exception in the scenario',
    'job-lost': 'Job lost',
    'job-never-ended': 'Job that never ended',
    'job-repeated': 'Job there or run more than once',
    'effects-repeated': 'Side effects applied more than once',
    'effects-missing': 'Side effects missing',
  },
  /** `shown` of `count`; null where the number of all is not known. */
  tally: (shown: string, count: string | null) =>
    count === null ? `${shown} shown` : `${shown} of ${count} shown`,
  columns: {
    job: 'Job, or what to find it by',
    when: 'When',
    user: 'User',
    tenant: 'Tenant',
    route: 'Route',
    status: 'Status',
    expected: 'Expected',
    came: 'Came',
  },
  /** What should have come, by kind. */
  expected: {
    answer: 'an answer',
    success: 'success',
    end: (seconds: string | null) => (seconds === null ? 'an end' : `an end within ${seconds}`),
    accepted: 'status 2xx',
    own: (nonce: string) => `its own nonce ${nonce}`,
    once: 'once',
    allEffects: 'all side effects',
  },
  noAnswer: 'none',
  /** The one to look at. */
  look: (id: string) => `The first one: ${id}.`,
  /** Where the target is gone with the run. */
  inEvents: 'The embedded target ended with the run; all that was told of it:',
};

/** The words around single failures. */
export type EvidenceMessages = typeof evidence;
