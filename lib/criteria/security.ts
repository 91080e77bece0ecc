import type { ProbeArea } from '../../scenarios/security/load/areas.ts';
import { METRIC, subMetric } from '../metric-names.ts';
import type { CriterionDefinition } from './types.ts';

/** No probe of an area may fail; one that was not checked is neither a pass nor a failure. */
function noFailure(area: ProbeArea): CriterionDefinition {
  return {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: subMetric(METRIC.probeFailures, { area }), statistic: 'passes' },
  };
}

export const SECURITY_CRITERIA = {
  'access-denied': noFailure('access'),
  'tenant-boundary': noFailure('tenants'),
  'rights-enforced': noFailure('scopes'),
  'webhook-signature': noFailure('webhook'),
  'errors-without-internals': noFailure('errors'),
  /** Decided by the full report: the server's logs are searched as well. */
  'secrets-hidden': { unit: 'count', grave: true, comparison: '=', limit: () => 0 },
} as const satisfies Record<string, CriterionDefinition>;
