import type { Language } from '../../lib/i18n/types.ts';
import { listIn } from '../../reports/i18n/list.ts';
import { DUPLICATE_SETTINGS } from './settings.ts';

export interface WebhookWords {
  readonly once: (events: string, arms: string) => string;
  readonly butOpen: (why: string) => string;
  readonly wrong: (repeated: string, missing: string, events: string, arms: string) => string;
  readonly nothing: string;
  readonly armRepeated: (rounds: string) => string;
  readonly armMissing: (rounds: string) => string;
  readonly armUnchecked: (rounds: string) => string;
  readonly example: (event: string, counted: string) => string;
  readonly restarted: string;
  readonly notPlayed: (arms: string) => string;
  readonly noCrash: string;
  readonly crashAgain: (jobs: string) => string;
  readonly crashFailed: (jobs: string) => string;
  readonly crashOpen: (jobs: string) => string;
  readonly noRescue: (wait: string) => string;
  readonly workerLived: string;
  readonly workerNotKilled: (again: string, rounds: string) => string;
  readonly oneTenant: string;
  readonly unsigned: string;
  readonly beyond: string;
  readonly list: (parts: readonly string[]) => string;
}

export const WEBHOOK_WORDS: Readonly<Record<Language, WebhookWords>> = {
  en: {
    once: (events, arms) =>
      `Every one of ${events} events, delivered again in ${arms} ways, had its side effects exactly once.`,
    butOpen: (why) => `Undecided: ${why}`,
    wrong: (repeated, missing, events, arms) =>
      `Not exactly once: of ${events} events ${repeated} had side effects more than once and ${missing} lack some (${arms}).`,
    nothing: 'No event could be followed to its side effects.',
    armRepeated: (rounds) => `side effects repeated for ${rounds} events`,
    armMissing: (rounds) => `side effects missing for ${rounds} events`,
    armUnchecked: (rounds) => `${rounds} rounds could not be checked`,
    example: (event, counted) => `e.g. ${event}: ${counted}`,
    restarted: 'workers were killed and restarted by the scenario itself; version and script are the same',
    notPlayed: (arms) => `Deliveries that were not checked: ${arms}.`,
    crashAgain: (jobs) =>
      `${jobs} jobs: the worker died after the commit, the same job was run again, and the sender delivered again`,
    crashFailed: (jobs) =>
      `${jobs} jobs: the process was killed after the commit, the job failed and was not run again, the sender delivered again`,
    crashOpen: (jobs) => `${jobs} jobs: killed after the commit, neither ended nor run again in time`,
    noRescue: (wait) =>
      `A worker that dies between commit and answer: its job was not run again within ${wait}; ${DUPLICATE_SETTINGS.rescueSeconds.env} waits longer.`,
    workerLived: `A worker that dies: the job’s own process was killed, and this system does not run such a job again. ${DUPLICATE_SETTINGS.crashKills.env}=worker kills the process above it.`,
    workerNotKilled: (again, rounds) =>
      `${DUPLICATE_SETTINGS.crashKills.env}=worker: of ${rounds} jobs whose worker was to die, ${again} were run again. A job cannot kill a worker that belongs to another user, or that is the first process of its container.`,
    noCrash:
      'A crash between commit and answer: the webhook under test did not die when asked to (only the suite’s own does).',
    oneTenant: 'The same event id in two tenants: only one tenant was given.',
    unsigned: 'Deliveries were not signed: WEBHOOK_SECRET is not set, or the token may not write variables.',
    beyond:
      'Duplicates that arrive later than this run lasted, and receivers that forget old ids on purpose.',
    list: listIn('en'),
  },
  es: {
    once: (events, arms) =>
      `Cada uno de ${events} eventos, entregado de nuevo de ${arms} maneras, tuvo sus efectos exactamente una vez.`,
    butOpen: (why) => `Sin decidir: ${why}`,
    wrong: (repeated, missing, events, arms) =>
      `No exactamente una vez: de ${events} eventos, ${repeated} tuvieron efectos más de una vez y a ${missing} les falta alguno (${arms}).`,
    nothing: 'No se pudo seguir ningún evento hasta sus efectos.',
    armRepeated: (rounds) => `efectos repetidos en ${rounds} eventos`,
    armMissing: (rounds) => `efectos ausentes en ${rounds} eventos`,
    armUnchecked: (rounds) => `${rounds} rondas no se pudieron comprobar`,
    example: (event, counted) => `p. ej. ${event}: ${counted}`,
    restarted: 'la propia prueba mató y reinició workers; la versión y el script son los mismos',
    notPlayed: (arms) => `Entregas que no se comprobaron: ${arms}.`,
    crashAgain: (jobs) =>
      `${jobs} trabajos: el worker murió tras la confirmación, el mismo trabajo se ejecutó de nuevo y el remitente volvió a entregar`,
    crashFailed: (jobs) =>
      `${jobs} trabajos: se mató el proceso tras la confirmación, el trabajo falló y no se ejecutó de nuevo, el remitente volvió a entregar`,
    crashOpen: (jobs) =>
      `${jobs} trabajos: muertos tras la confirmación, ni terminaron ni se ejecutaron de nuevo a tiempo`,
    noRescue: (wait) =>
      `Un worker que muere entre la confirmación y la respuesta: su trabajo no se ejecutó de nuevo en ${wait}; ${DUPLICATE_SETTINGS.rescueSeconds.env} espera más.`,
    workerLived: `Un worker que muere: se mató el proceso del propio trabajo, y este sistema no ejecuta de nuevo un trabajo así. ${DUPLICATE_SETTINGS.crashKills.env}=worker mata el proceso que está por encima.`,
    workerNotKilled: (again, rounds) =>
      `${DUPLICATE_SETTINGS.crashKills.env}=worker: de ${rounds} trabajos cuyo worker debía morir, se ejecutaron de nuevo ${again}. Un trabajo no puede matar a un worker de otro usuario ni al que es el primer proceso de su contenedor.`,
    noCrash:
      'Una caída entre la confirmación y la respuesta: el webhook probado no murió al pedírselo (solo lo hace el de la suite).',
    oneTenant: 'El mismo identificador en dos clientes: solo se dio un cliente.',
    unsigned: 'Las entregas no iban firmadas: falta WEBHOOK_SECRET o el token no puede escribir variables.',
    beyond:
      'Duplicados que llegan después de lo que duró la prueba, y receptores que olvidan a propósito los identificadores viejos.',
    list: listIn('es'),
  },
};
