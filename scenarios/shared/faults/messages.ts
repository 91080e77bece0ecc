/** Sentences of the scenarios around a fault. Figures arrive as text, in the reader's language. */
import { FAULT_SETTINGS } from '../../../lib/faults/settings.ts';
import type { Language } from '../../../lib/i18n/types.ts';
import { SETTINGS } from '../../../lib/settings/table.ts';

export interface ResilienceWords {
  readonly faults: Readonly<Record<'refuse' | 'hang' | 'reset' | 'slow' | 'flap', string>>;
  /** Parts of the answer. */
  readonly recovered: (seconds: string) => string;
  readonly unaffected: string;
  /** `from`: seconds after the fault from which on this holds; null: from its end. */
  readonly noLossSeen: (loss: string, lasting: boolean, from: string | null) => string;
  readonly relapsed: (seconds: string) => string;
  readonly notRecovered: (seconds: string) => string;
  readonly recoveryUnseen: string;
  /** `failed`: how many of them ended as failures; null for none. */
  readonly allEnded: (jobs: string, failed: string | null) => string;
  readonly jobsWrong: (jobs: string, parts: readonly string[]) => string;
  readonly jobsGone: (jobs: string) => string;
  readonly jobsUnfinished: (jobs: string) => string;
  readonly jobsUntold: (jobs: string) => string;
  readonly jobsRepeated: (jobs: string) => string;
  /** The same as a sentence beside the criterion. */
  readonly gone: (jobs: string) => string;
  readonly unfinished: (jobs: string, seconds: string) => string;
  readonly untold: (jobs: string) => string;
  readonly rescued: (jobs: string) => string;
  readonly noJobs: string;
  readonly outage: (fault: string, seconds: string) => string;
  readonly outageFelt: (share: string) => string;
  readonly outageSlowed: string;
  readonly answered: (answer: string) => string;
  readonly unanswered: (none: string, all: string, patience: string) => string;
  readonly noAnswers: string;
  readonly tooFewAnswers: (have: string, need: string) => string;
  readonly nothingJudged: string;
  readonly restarted: (workers: string) => string;
  readonly unsteadyLoss: (reason: string) => string;
  readonly nothingBroken: (reason: string) => string;
  readonly shortenedWait: string;
  readonly outageUnfelt: string;
  readonly bystanders: (ratio: string) => string;
  readonly bystandersUnknown: string;
  readonly callers: (degraded: string, total: string, late: string) => string;
  readonly holds: (facts: string) => string;
  readonly failed: (rows: string, facts: string) => string;
  readonly open: (rows: string, facts: string) => string;
  readonly row: (title: string, observed: string, limit: string) => string;
  /** Why a criterion has no verdict, or what its figure means. */
  readonly stillBad: (seconds: string) => string;
  readonly tooShort: (seconds: string) => string;
  readonly relapsedAt: (seconds: string) => string;
  /** `second`: null where not even silence for a second would have been seen. */
  readonly blindTo: (second: string | null, lasting: string) => string;
  readonly notFelt: string;
  readonly noMarks: string;
  /** `duration`: the DURATION that would do. */
  readonly watchedTooBriefly: (have: string, need: string, duration: string) => string;
  readonly paceTooLow: (jobsPerSecond: string, have: string) => string;
  readonly noInterval: string;
  readonly ratioStraddles: string;
  readonly unsteady: (share: string, limit: string) => string;
  /** What the run cannot tell. */
  readonly noIntruder: string;
  readonly noErrorStage: string;
  readonly repaired: (what: string) => string;
  readonly podsGone: (pods: string) => string;
  readonly shortfall: (share: string) => string;
  readonly executionsBySuspects: string;
  readonly oneFault: string;
  readonly stubOnly: string;
  readonly smokeLimit: (seconds: string) => string;
  readonly workersHidden: string;
  readonly kubernetesMarks: string;
}

const en: ResilienceWords = {
  faults: {
    refuse: 'connections refused',
    hang: 'answers withheld',
    reset: 'connections reset',
    slow: 'answers delayed',
    flap: 'connections refused and back, once a second',
  },
  recovered: (seconds) => `back within ${seconds} after the fault was over`,
  noLossSeen: (loss, lasting, from) =>
    `${from === null ? 'after the fault' : `from ${from} after the fault on`} ` +
    (lasting ? `no lasting loss above ${loss} was seen` : `no loss above ${loss} in a second was seen`),
  relapsed: (seconds) => `it was back, and got worse again ${seconds} after the fault`,
  unaffected: 'no second was worse than before the fault',
  notRecovered: (seconds) => `not back ${seconds} after the fault was over`,
  recoveryUnseen: 'recovery was not measured',
  allEnded: (jobs, failed) =>
    `all ${jobs} accepted jobs ended exactly once${failed === null ? '' : `, ${failed} of them as failures`}`,
  jobsWrong: (jobs, parts) => `of ${jobs} accepted jobs ${parts.join(', ')}`,
  jobsGone: (jobs) => `${jobs} are gone`,
  jobsUnfinished: (jobs) => `${jobs} were not seen to end`,
  jobsUntold: (jobs) => `the fate of ${jobs} was not told`,
  jobsRepeated: (jobs) => `${jobs} were repeated`,
  gone: (jobs) => `${jobs} accepted jobs do not exist any more.`,
  unfinished: (jobs, seconds) =>
    `${jobs} accepted jobs were still there without an end ${seconds} after the fault, the longest that a rescue takes (RESCUE_SECONDS).`,
  rescued: (jobs) =>
    `${jobs} jobs ran again since the fault had killed their workers: a rescue, no repetition.`,
  untold: (jobs) => `The system did not answer what became of ${jobs} accepted jobs.`,
  noJobs: 'no job was followed to its end',
  outage: (fault, seconds) => `database away for ${seconds} (${fault})`,
  outageFelt: (share) => `meanwhile ${share} of journeys failed`,
  outageSlowed: 'meanwhile no journey failed, they were late',
  answered: (answer) => `95 % of clients who waited had an answer within ${answer}`,
  unanswered: (none, all, patience) =>
    `${none} of ${all} clients who waited had no answer within ${patience}`,
  noAnswers: 'No client waited for an answer in the outage.',
  tooFewAnswers: (have, need) => `${have} clients waited for an answer, at least ${need} are needed.`,
  nothingJudged: 'Nothing was answered while the fault was in force: what such an answer holds is not known.',
  restarted: (workers) =>
    `${workers} were started again after the fault: its doing, not a change of the target`,
  unsteadyLoss: (reason) => `${reason}; what was lost, repeated or foreign counts all the same`,
  nothingBroken: (reason) => `no steady state, so nothing was broken: ${reason}`,
  shortenedWait:
    'How long clients wait for their answers on Windmill, whose requests wait 30 s for the database: in a smoke run the embedded target’s wait a second.',
  outageUnfelt: 'meanwhile no journey failed',
  bystanders: (ratio) => `jobs that do not call the third party took ${ratio} as long at p95 as before`,
  bystandersUnknown: 'jobs that do not call the third party were not measured',
  callers: (degraded, total, late) =>
    `of ${total} jobs that call it ${degraded} degraded and ${late} outlived their time-out`,
  holds: (facts) => `Comes back by itself: ${facts}.`,
  failed: (rows, facts) => `Does not hold: ${rows}. ${facts}.`,
  open: (rows, facts) => `Undecided: ${rows}. ${facts}.`,
  row: (title, observed, limit) => `${title}: ${observed}, limit ${limit}`,
  stillBad: (seconds) =>
    `Still not back when the run ended, ${seconds} after the fault: the figure is a lower bound.`,
  relapsedAt: (seconds) => `It had been back and got worse again ${seconds} after the fault.`,
  blindTo: (second, lasting) =>
    second === null
      ? `At this rate no loss in a single second would have been seen, and of a lasting one none below ${lasting}.`
      : `A loss of less than ${second} in a single second would not have been seen, nor a lasting one of less than ${lasting}.`,
  tooShort: (seconds) =>
    `Watched for ${seconds} after the fault, less than the limit: whether it would have come back in time is open.`,
  notFelt:
    'The fault was not felt at all: does the system reach the database through the proxy that was broken?',
  noMarks: 'The moments at which the fault was made and taken away were not recorded.',
  watchedTooBriefly: (have, need, duration) =>
    `Watched for ${have} after the fault, and at the pace before it ${need} are needed to tell whether it is back: ${SETTINGS.durationSeconds.env}=${duration}, or more jobs a second (${SETTINGS.users.env}, ${SETTINGS.thinkTime.env}).`,
  paceTooLow: (jobs, have) =>
    `${jobs} jobs/s over ${have} before the fault are too few to tell half of them from all: more jobs a second (${SETTINGS.users.env}, ${SETTINGS.thinkTime.env}), or a longer ${SETTINGS.profile.env}.`,
  noInterval: 'Without the event stream of the runner there is no interval for the ratio, and so no verdict.',
  ratioStraddles: `The limit lies within the interval: more jobs a second (${SETTINGS.users.env}, ${SETTINGS.thinkTime.env}), a longer fault (${FAULT_SETTINGS.faultSeconds.env}) or a longer ${SETTINGS.profile.env} would tell.`,
  unsteady: (share, limit) =>
    `no steady state before the fault: ${share} of journeys failed (limit ${limit})`,
  noIntruder: 'Whether one tenant could read another’s jobs during the fault: only one tenant was given.',
  noErrorStage:
    'How jobs take a third party that answers 500: THIRD_PARTY_URL names no stub that could be told to.',
  podsGone: (pods) =>
    `Pods that were to be disturbed were replaced or moved during the run, with whatever fault they had: ${pods}.`,
  repaired: (what) =>
    `An earlier run had left its fault behind, which was repaired before this one: ${what}.`,
  shortfall: (share) =>
    `A lasting loss of throughput below ${share} would not have been seen after the fault.`,
  executionsBySuspects:
    'Repetition was looked for among the jobs sent shortly before, during and shortly after the fault; the others are known to have ended, not how often they ran.',
  oneFault:
    'Other kinds of outage (FAULT_KIND), longer ones, and a database that comes back empty or behind.',
  stubOnly:
    'What a real third party does when it is overloaded: this one was slow, failed and hung on demand.',
  smokeLimit: (seconds) => `Recovery from a long outage: this one lasted ${seconds}.`,
  workersHidden: 'How many workers were busy: the token does not see workers.',
  kubernetesMarks:
    'The times of the fault to the tenth of a second: the disruptor does not tell when its agents begin; with an agent in the pod it takes up to .2 s.',
};

const es: ResilienceWords = {
  faults: {
    refuse: 'conexiones rechazadas',
    hang: 'respuestas retenidas',
    reset: 'conexiones cortadas',
    slow: 'respuestas retrasadas',
    flap: 'conexiones rechazadas y de vuelta, cada segundo',
  },
  recovered: (seconds) => `recuperado en ${seconds} tras el fallo`,
  noLossSeen: (loss, lasting, from) =>
    `${from === null ? 'tras el fallo' : `desde ${from} después del fallo`} no se vio ninguna pérdida ` +
    (lasting ? `duradera superior al ${loss}` : `superior al ${loss} en un segundo`),
  relapsed: (seconds) => `se recuperó y volvió a empeorar ${seconds} después del fallo`,
  unaffected: 'ningún segundo fue peor que antes del fallo',
  notRecovered: (seconds) => `sin recuperar ${seconds} después del fallo`,
  recoveryUnseen: 'no se midió la recuperación',
  allEnded: (jobs, failed) =>
    `los ${jobs} trabajos aceptados acabaron exactamente una vez${failed === null ? '' : `, ${failed} de ellos con error`}`,
  jobsWrong: (jobs, parts) => `de ${jobs} trabajos aceptados, ${parts.join(', ')}`,
  jobsGone: (jobs) => `${jobs} ya no existen`,
  jobsUnfinished: (jobs) => `${jobs} no se vieron acabar`,
  jobsUntold: (jobs) => `de ${jobs} no se supo qué fue`,
  jobsRepeated: (jobs) => `${jobs} se repitieron`,
  gone: (jobs) => `${jobs} trabajos aceptados ya no existen.`,
  unfinished: (jobs, seconds) =>
    `${jobs} trabajos aceptados seguían ahí sin acabar ${seconds} después del fallo, lo más que tarda un rescate (RESCUE_SECONDS).`,
  rescued: (jobs) =>
    `${jobs} trabajos se ejecutaron de nuevo porque el fallo mató a sus workers: un rescate, no una repetición.`,
  untold: (jobs) => `El sistema no respondió qué fue de ${jobs} trabajos aceptados.`,
  noJobs: 'no se siguió ningún trabajo hasta su final',
  outage: (fault, seconds) => `base de datos ausente durante ${seconds} (${fault})`,
  outageFelt: (share) => `entretanto falló el ${share} de los recorridos`,
  outageSlowed: 'entretanto no falló ningún recorrido, pero llegaron tarde',
  answered: (answer) => `el 95 % de los clientes que esperaron tuvo respuesta en ${answer}`,
  unanswered: (none, all, patience) =>
    `${none} de ${all} clientes que esperaron no tuvieron respuesta en ${patience}`,
  noAnswers: 'Ningún cliente esperó una respuesta durante la caída.',
  tooFewAnswers: (have, need) => `${have} clientes esperaron una respuesta, hacen falta al menos ${need}.`,
  nothingJudged: 'No se respondió nada mientras duró el fallo: no se sabe qué contendría una respuesta así.',
  restarted: (workers) =>
    `${workers} arrancaron de nuevo tras el fallo: obra suya, no un cambio del objetivo`,
  unsteadyLoss: (reason) => `${reason}; lo perdido, repetido o ajeno cuenta igualmente`,
  nothingBroken: (reason) => `sin estado estable, así que no se rompió nada: ${reason}`,
  shortenedWait:
    'Cuánto esperan los clientes en Windmill, cuyas peticiones esperan 30 s a la base: en una prueba breve las del objetivo incorporado esperan un segundo.',
  outageUnfelt: 'entretanto no falló ningún recorrido',
  bystanders: (ratio) => `los trabajos que no llaman al tercero tardaron ${ratio} lo de antes (p95)`,
  bystandersUnknown: 'no se midieron los trabajos que no llaman al tercero',
  callers: (degraded, total, late) =>
    `de ${total} trabajos que lo llaman, ${degraded} acabaron degradados y ${late} superaron su límite de tiempo`,
  holds: (facts) => `Se recupera solo: ${facts}.`,
  failed: (rows, facts) => `No cumple: ${rows}. ${facts}.`,
  open: (rows, facts) => `Sin decidir: ${rows}. ${facts}.`,
  row: (title, observed, limit) => `${title}: ${observed}, límite ${limit}`,
  stillBad: (seconds) =>
    `Seguía sin recuperarse al terminar la prueba, ${seconds} después del fallo: la cifra es una cota inferior.`,
  relapsedAt: (seconds) => `Se había recuperado y volvió a empeorar ${seconds} después del fallo.`,
  blindTo: (second, lasting) =>
    second === null
      ? `A este ritmo no se habría visto ninguna pérdida en un solo segundo, ni una duradera de menos del ${lasting}.`
      : `No se habría visto una pérdida de menos del ${second} en un solo segundo, ni una duradera de menos del ${lasting}.`,
  tooShort: (seconds) =>
    `Se observó ${seconds} tras el fallo, menos que el límite: no se sabe si habría vuelto a tiempo.`,
  notFelt: 'El fallo no se notó en absoluto: ¿llega el sistema a la base por el proxy que se cortó?',
  noMarks: 'No quedó registrado cuándo empezó y terminó el fallo.',
  watchedTooBriefly: (have, need, duration) =>
    `Se observó ${have} tras el fallo, y al ritmo de antes hacen falta ${need} para saber si se recuperó: ${SETTINGS.durationSeconds.env}=${duration}, o más trabajos por segundo (${SETTINGS.users.env}, ${SETTINGS.thinkTime.env}).`,
  paceTooLow: (jobs, have) =>
    `${jobs} trabajos/s durante ${have} antes del fallo son demasiado pocos para distinguir la mitad del total: más trabajos por segundo (${SETTINGS.users.env}, ${SETTINGS.thinkTime.env}) o un ${SETTINGS.profile.env} más largo.`,
  noInterval:
    'Sin el flujo de eventos del ejecutor no hay intervalo para la razón, y por tanto tampoco veredicto.',
  ratioStraddles: `El límite queda dentro del intervalo: lo decidirían más trabajos por segundo (${SETTINGS.users.env}, ${SETTINGS.thinkTime.env}), un fallo más largo (${FAULT_SETTINGS.faultSeconds.env}) o un ${SETTINGS.profile.env} más largo.`,
  unsteady: (share, limit) =>
    `sin estado estable antes del fallo: falló el ${share} de los recorridos (límite ${limit})`,
  noIntruder: 'Si un cliente podía leer los trabajos de otro durante el fallo: solo se dio un cliente.',
  noErrorStage:
    'Cómo llevan los trabajos un tercero que responde 500: THIRD_PARTY_URL no nombra un simulador al que pedírselo.',
  podsGone: (pods) =>
    `Durante la prueba se sustituyeron o movieron pods que había que perturbar, con la avería que tuvieran: ${pods}.`,
  repaired: (what) =>
    `Una prueba anterior había dejado su fallo puesto; se reparó antes de empezar: ${what}.`,
  shortfall: (share) =>
    `Una pérdida duradera de rendimiento inferior al ${share} no se habría visto tras el fallo.`,
  executionsBySuspects:
    'Las repeticiones se buscaron entre los trabajos enviados poco antes, durante y poco después del fallo; de los demás se sabe que acabaron, no cuántas veces se ejecutaron.',
  oneFault: 'Otras clases de caída (FAULT_KIND), más largas, y una base que vuelve vacía o atrasada.',
  stubOnly:
    'Lo que hace un tercero real cuando está sobrecargado: este fue lento, falló y se colgó a petición.',
  smokeLimit: (seconds) => `La recuperación de una caída larga: esta duró ${seconds}.`,
  workersHidden: 'Cuántos workers estaban ocupados: el token no ve los workers.',
  kubernetesMarks:
    'La hora del fallo a la décima de segundo: el disruptor no dice cuándo empiezan sus agentes; con el agente ya en el pod, tardan hasta 0,2 s.',
};

export const RESILIENCE_WORDS: Readonly<Record<Language, ResilienceWords>> = { en, es };
