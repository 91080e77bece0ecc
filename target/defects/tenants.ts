/** Defects that `multitenant` must catch, or must not be misled by. */
import type { DefectEntry } from './entry.ts';

const ISOLATION_ONLY = { DURATION: '12s' } as const;

export const TENANT_DEFECTS = {
  'cross-tenant-read': {
    description: 'a job of another workspace is served to whoever knows its id',
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'cross-tenant-reads' },
  },
  'cross-tenant-race': {
    description: "another tenant's result comes back when two are answered at the same moment",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cross-tenant-list': {
    description: "the list of jobs holds another tenant's latest one",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cross-tenant-error': {
    description: "error texts show the arguments of another tenant's job",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cross-tenant-hidden': {
    description:
      "answers carry another tenant's data in a header, in the status line, or encoded in their body",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'cache-without-tenant': {
    description: 'variables and resources are cached by their path, without the workspace',
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
  },
  'windmill-one-queue': {
    description: 'one queue for all tenants: workers take its oldest job, so that one tenant can fill it',
    scenario: 'multitenant',
    caughtBy: { kind: 'criterion', id: 'neighbour-ratio' },
    // As on Windmill's community edition: two tenants, and a flood whose last jobs take 1.6 s. With a quiet level that is
    // taken half a second after the flood, before they are gone, the ratio would be 2.3 and pass.
    alsoOn: [
      {
        scenario: 'multitenant',
        caughtBy: { kind: 'criterion', id: 'neighbour-ratio' },
        settings: { NEIGHBOUR_USERS: '62', TENANTS: '2' },
      },
    ],
  },
  'tenant-quadratic': {
    description: 'each job takes 20 ms times the square of the tenants at work',
    scenario: 'multitenant',
    caughtBy: { kind: 'criterion', id: 'tenant-scaling' },
  },
  'second-class-tenants': {
    description: 'some workspaces are served only while no job of the others waits',
    scenario: 'multitenant',
    // Each user's first journey of a window comes through before the flood: in windows of two journeys that is half of
    // all, and what the second class gets would look like a third of its pace.
    settings: { DURATION: '60s' },
    caughtBy: { kind: 'criterion', id: 'fairness-min-share', and: ['fairness-jain'] },
  },
} as const satisfies Record<string, DefectEntry>;
