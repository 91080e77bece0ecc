/** Defects that `multitenant` must catch, or must not be misled by. */
import {
  cacheWithoutTenant,
  crossTenantError,
  crossTenantHidden,
  crossTenantList,
  crossTenantRace,
  crossTenantRead,
  tenantQuadratic,
} from './api/cross-tenant.ts';
import { defect } from './defect.ts';

const ISOLATION_ONLY = { DURATION: '12s' } as const;

export const MULTITENANT_DEFECTS = {
  'cross-tenant-read': defect({
    description: 'a job of another workspace is served to whoever knows its id',
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'cross-tenant-reads' },
    plants: { api: crossTenantRead },
  }),
  'cross-tenant-race': defect({
    description: "another tenant's result comes back when two are answered at the same moment",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
    params: { 'race-ms': 15 },
    plants: { api: ({ param }) => crossTenantRace(param('race-ms')) },
  }),
  'cross-tenant-list': defect({
    description: "the list of jobs holds another tenant's latest one",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
    plants: { api: crossTenantList },
  }),
  'cross-tenant-error': defect({
    description: "error texts show the arguments of another tenant's job",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
    plants: { api: crossTenantError },
  }),
  'cross-tenant-hidden': defect({
    description:
      "answers carry another tenant's data in a header, in the status line, or encoded in their body",
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
    plants: { api: crossTenantHidden },
  }),
  'cache-without-tenant': defect({
    description: 'variables and resources are cached by their path, without the workspace',
    scenario: 'multitenant',
    settings: ISOLATION_ONLY,
    caughtBy: { kind: 'criterion', id: 'foreign-data' },
    params: { 'cache-ms': 2000 },
    plants: { api: ({ param }) => cacheWithoutTenant(param('cache-ms')) },
  }),
  'windmill-one-queue': defect({
    description: 'one queue for all tenants: workers take its oldest job, so that one tenant can fill it',
    scenario: 'multitenant',
    // As on Windmill's community edition: two tenants, and a flood whose last jobs take 1.6 s. With a quiet level that is
    // taken half a second after the flood, before they are gone, the ratio would be 2.3 and pass.
    settings: { NEIGHBOUR_USERS: '62', TENANTS: '2' },
    caughtBy: { kind: 'criterion', id: 'neighbour-ratio' },
    plants: { worker: () => ({ pullOrder: 'fifo' }) },
  }),
  'tenant-quadratic': defect({
    description: 'each job takes 20 ms times the square of the tenants at work',
    scenario: 'multitenant',
    caughtBy: { kind: 'criterion', id: 'tenant-scaling' },
    params: { 'quadratic-ms': 20 },
    plants: { api: ({ param }) => tenantQuadratic(param('quadratic-ms')) },
  }),
  'second-class-tenants': defect({
    description: 'some workspaces are served only while no job of the others waits',
    scenario: 'multitenant',
    // Each user's first journey of a window comes through before the flood: in windows of two journeys that is half of
    // all, and what the second class gets would look like a third of its pace.
    settings: { DURATION: '60s' },
    caughtBy: { kind: 'criterion', id: 'fairness-min-share', and: ['fairness-jain'] },
    plants: { worker: () => ({ pullOrder: 'second-class' }) },
  }),
};
