/** The sentences of a soak run. Figures arrive as text, in the reader's language. */
import type { Language } from '../../lib/i18n/types.ts';
import type { FieldName } from './analysis/trends.ts';

type Worse = (field: string, change: string, low: string, high: string, limit: string) => string;

export interface SoakWords {
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly lasts: (duration: string, users: string, rate: string) => string;
  readonly doesNotLast: (found: string, duration: string, users: string) => string;
  readonly undecided: (fields: string, duration: string) => string;
  readonly missed: (rows: string) => string;
  /** Changes and limit over the time that was measured. */
  readonly leak: Worse;
  readonly degrading: Worse;
  readonly unseen: (field: string, amount: string) => string;
  readonly outlook: (field: string, value: string, low: string, high: string) => string;
  readonly plateau: string;
  readonly straddles: string;
  readonly tooShort: (duration: string, budget: string, detectable: string) => string;
  readonly notShown: string;
  readonly reasons: Readonly<Partial<Record<string, (facts: Readonly<Record<string, number>>) => string>>>;
  readonly notes: {
    readonly unseen: (list: string, duration: string) => string;
    readonly hostMemory: string;
    readonly workersMemory: string;
    readonly notShown: (fields: string) => string;
    readonly beyond: (duration: string) => string;
    readonly noOutlook: (duration: string) => string;
    readonly stopped: (slices: string, planned: string) => string;
    readonly budgets: (hours: string) => string;
  };
}

const en: SoakWords = {
  fields: {
    memoryFloorMb: 'the memory floor',
    p50: 'the median latency',
    p95: 'the p95',
    jobsPerSecond: 'throughput',
    errorRate: 'the share of failures',
    dbConnections: 'open database connections',
    cpuPercent: 'CPU',
    queueLength: 'the queue',
    k6MemoryMb: 'the memory of k6',
  },
  lasts: (duration, users, rate) =>
    `Lasts, as far as ${duration} can tell: ${users}, ${rate}, nothing got worse beyond its budget`,
  doesNotLast: (found, duration, users) => `Does not last (${duration}, ${users}): ${found}`,
  undecided: (fields, duration) => `Undecided: ${duration} cannot carry a verdict on ${fields}`,
  missed: (rows) => `missed: ${rows}`,
  leak: (field, change, low, high, limit) =>
    `a leak in ${field}, ${change} in that time (${low} to ${high}, limit ${limit})`,
  degrading: (field, change, low, high, limit) =>
    `a lasting change of ${field}, ${change} in that time (${low} to ${high}, limit ${limit})`,
  unseen: (field, amount) => `a change of ${field} below ${amount} in that time would not have been seen`,
  outlook: (field, value, low, high) => `in 24 h ${field} would stand at ${value} (${low} to ${high})`,
  plateau: 'rose and levelled off, as a filling cache does',
  straddles: 'its interval reaches beyond the budget',
  tooShort: (duration, budget, detectable) =>
    `in ${duration} a change of ${budget}, its budget, would not have been seen, only ${detectable} and more`,
  notShown: 'the target does not show it',
  reasons: {
    'too-few': ({ have, need }) => `${have} slices, at least ${need} are needed: the run is too short`,
    'too-few-blocks': ({ have, need }) =>
      `${have} windows, at least ${need} are needed: the run is too short`,
    empty: () => 'the target does not show it',
  },
  notes: {
    unseen: (list, duration) =>
      `Changes smaller than these in ${duration} would not have been seen: ${list}.`,
    hostMemory:
      'Memory: the target shows only that of the hosts that its workers run in, whatever else runs there. It is no figure of the target and is not judged (METRICS_URL).',
    workersMemory:
      'Memory of server, database and jobs: the pings of the workers tell that of their own processes only (METRICS_URL shows the others).',
    notShown: (fields) => `Trends of ${fields}: the target does not show them (METRICS_URL).`,
    beyond: (duration) =>
      `Anything slower than ${duration} shows: what grows by the day, fills a disk or waits for a nightly task.`,
    noOutlook: (duration) =>
      `An outlook to 24 h: nothing is carried on beyond three times the ${duration} that were measured.`,
    stopped: (slices, planned) =>
      `The trends as planned: the run was stopped after ${slices} of ${planned} slices.`,
    budgets: (hours) =>
      `The hourly budgets of a long run: what is accepted was taken over the whole run of ${hours}, since noise hides smaller slopes. Set SOAK_BUDGET_… to decide on slopes of your own.`,
  },
};

/** “de” and a name with its article: de + el is del. */
const de = (name: string): string => (name.startsWith('el ') ? `del ${name.slice(3)}` : `de ${name}`);

const es: SoakWords = {
  fields: {
    memoryFloorMb: 'el suelo de memoria',
    p50: 'la latencia mediana',
    p95: 'el p95',
    jobsPerSecond: 'el rendimiento',
    errorRate: 'la tasa de fallos',
    dbConnections: 'las conexiones abiertas a la base de datos',
    cpuPercent: 'la CPU',
    queueLength: 'la cola',
    k6MemoryMb: 'la memoria de k6',
  },
  lasts: (duration, users, rate) =>
    `Aguanta, hasta donde llegan ${duration}: ${users}, ${rate}, nada empeoró más de lo aceptado`,
  doesNotLast: (found, duration, users) => `No aguanta (${duration}, ${users}): ${found}`,
  undecided: (fields, duration) => `Sin decidir: ${duration} no bastan para un veredicto sobre ${fields}`,
  missed: (rows) => `no se cumple: ${rows}`,
  leak: (field, change, low, high, limit) =>
    `una fuga en ${field}, ${change} en ese tiempo (de ${low} a ${high}, límite ${limit})`,
  degrading: (field, change, low, high, limit) =>
    `un cambio duradero ${de(field)}, ${change} en ese tiempo (de ${low} a ${high}, límite ${limit})`,
  unseen: (field, amount) => `no se habría visto un cambio ${de(field)} inferior a ${amount} en ese tiempo`,
  outlook: (field, value, low, high) => `en 24 h, ${field}: ${value} (de ${low} a ${high})`,
  plateau: 'subió y se estabilizó, como una caché al llenarse',
  straddles: 'su intervalo llega más allá de lo aceptado',
  tooShort: (duration, budget, detectable) =>
    `en ${duration} no se habría visto un cambio de ${budget}, lo aceptado, solo de ${detectable} o más`,
  notShown: 'el sistema no lo muestra',
  reasons: {
    'too-few': ({ have, need }) => `${have} tramos y hacen falta ${need}: la prueba es demasiado corta`,
    'too-few-blocks': ({ have, need }) =>
      `${have} ventanas y hacen falta ${need}: la prueba es demasiado corta`,
    empty: () => 'el sistema no lo muestra',
  },
  notes: {
    unseen: (list, duration) => `No se habrían visto en ${duration} cambios menores que estos: ${list}.`,
    hostMemory:
      'La memoria: el sistema solo muestra la de las máquinas donde corren sus workers, con todo lo demás que corre en ellas. No es una cifra del sistema y no se juzga (METRICS_URL).',
    workersMemory:
      'La memoria del servidor, de la base de datos y de los trabajos: los workers solo comunican la de sus propios procesos (METRICS_URL muestra las demás).',
    notShown: (fields) => `Tendencias de ${fields}: el sistema no las muestra (METRICS_URL).`,
    beyond: (duration) =>
      `Lo que es más lento de lo que muestran ${duration}: lo que crece por días, llena un disco o espera a una tarea nocturna.`,
    noOutlook: (duration) =>
      `Una previsión a 24 h: nada se prolonga más allá del triple de los ${duration} medidos.`,
    stopped: (slices, planned) =>
      `Las tendencias previstas: la prueba se detuvo tras ${slices} de ${planned} tramos.`,
    budgets: (hours) =>
      `Los límites por hora de una prueba larga: lo aceptado se tomó sobre toda la prueba de ${hours}, porque el ruido oculta pendientes menores. Con SOAK_BUDGET_… se decide sobre otras.`,
  },
};

const WORDS: Readonly<Record<Language, SoakWords>> = { en, es };

export function soakWords(language: Language): SoakWords {
  return WORDS[language];
}
