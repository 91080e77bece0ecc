/** security: probes, once: is anything exposed? */
import type { CriteriaOf, CriterionDefinition } from '../../lib/criteria/types.ts';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import { defineScenario } from '../../lib/scenario.ts';
import * as parse from '../../lib/settings/parsers.ts';
import { setting } from '../../lib/settings/setting.ts';
import type { SettingsWith } from '../../lib/settings/settings.ts';
import { WEBHOOK_SETTINGS } from '../shared/canaries/webhook-settings.ts';
import type { ProbeArea } from './load/areas.ts';

export const SECURITY_SETTINGS = {
  ...WEBHOOK_SETTINGS,
  tokenGraceSeconds: setting(
    'TOKEN_GRACE_SECONDS',
    'how long a token in use may go on working after it was revoked or has expired, seconds',
    parse.number(0, 3600, 's'),
    2,
  ),
} as const;
export type SecuritySettings = SettingsWith<typeof SECURITY_SETTINGS>;

/** No probe of an area may fail; one that was not checked is neither a pass nor a failure. */
function noFailure(area: ProbeArea) {
  return {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    source: { metric: subMetric(METRIC.probeFailures, { area }), statistic: 'passes' },
  } as const satisfies Omit<CriterionDefinition, 'words'>;
}

const SECURITY_CRITERIA = {
  'access-denied': {
    ...noFailure('access'),
    words: {
      en: {
        title: 'Probes without a valid token that got in',
        next: 'Open the probes below: each names the route and who asked. Close that route first.',
      },
      es: {
        title: 'Pruebas sin token válido que entraron',
        next: 'Abra las pruebas de abajo: cada una dice la ruta y quién preguntó. Cierre primero esa ruta.',
      },
    },
  },
  'tenant-boundary': {
    ...noFailure('tenants'),
    words: {
      en: {
        title: "Probes by another tenant that reached a tenant's data",
        next: 'Take this as a data leak: look for queries and caches that leave out the workspace.',
      },
      es: {
        title: 'Pruebas de otro cliente que llegaron a datos ajenos',
        next: 'Trátelo como una fuga de datos: busque consultas y cachés que omiten el espacio de trabajo.',
      },
    },
  },
  'rights-enforced': {
    ...noFailure('scopes'),
    words: {
      en: {
        title: 'Probes beyond the rights of their token that went through',
        next: 'Check how the scopes of a token and the role of its user are enforced on the route named below.',
      },
      es: {
        title: 'Pruebas que excedían los derechos de su token y pasaron',
        next: 'Revise cómo se aplican los permisos del token y el rol de su usuario en la ruta indicada abajo.',
      },
    },
  },
  'webhook-signature': {
    ...noFailure('webhook'),
    words: {
      en: {
        title: 'Forged or old webhook deliveries that were processed',
        next: 'Compare the signature over "timestamp.body" in constant time, and refuse old timestamps, before anything is stored.',
      },
      es: {
        title: 'Entregas de webhook falsificadas o antiguas que se procesaron',
        next: 'Compare la firma sobre "timestamp.body" en tiempo constante y rechace marcas de tiempo antiguas antes de guardar nada.',
      },
    },
  },
  'errors-without-internals': {
    ...noFailure('errors'),
    words: {
      en: {
        title: 'Errors that tell what is inside',
        next: 'Answer with a fixed text and log the cause on the server.',
      },
      es: {
        title: 'Errores que revelan el interior',
        next: 'Responda con un texto fijo y registre la causa en el servidor.',
      },
    },
  },
  /** Decided by the full report: the server's logs are searched as well. */
  'secrets-hidden': {
    unit: 'count',
    grave: true,
    comparison: '=',
    limit: () => 0,
    words: {
      en: {
        title: 'Secrets in answers, job logs and server logs',
        next: 'Rotate what is shown below, then mask it where it was written.',
      },
      es: {
        title: 'Secretos en respuestas, registros de trabajos y del servidor',
        next: 'Cambie lo que se muestra abajo y enmascárelo donde se escribió.',
      },
    },
  },
} as const satisfies CriteriaOf;

export const securityScenario = defineScenario({
  name: 'security',
  load: 'probes, once',
  establishes:
    "no token, bad and expired token, other tenant's resources; no secret in a response, a job log or a server log",
  question: {
    en: 'Whether anything is exposed',
    es: 'Si hay algo expuesto',
  },
  oneGenerator: 'its probes are sent once, one after the other',
  untimed: true,
  settings: SECURITY_SETTINGS,
  plan: () => null,
  criteria: SECURITY_CRITERIA,
});

export type SecurityCriterion = keyof typeof SECURITY_CRITERIA;
