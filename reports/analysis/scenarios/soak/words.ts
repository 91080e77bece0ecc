/** The sentences of a soak run. Figures arrive as text, in the reader's language. */
import type { Language } from '../../../../lib/i18n/types.ts';
import type { FieldName } from './trends.ts';

export interface SoakWords {
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly lasts: (duration: string, users: string, rate: string) => string;
  readonly doesNotLast: (found: string, duration: string, users: string) => string;
  readonly undecided: (fields: string, duration: string) => string;
  readonly missed: (rows: string) => string;
  readonly leak: (field: string, slope: string, low: string, high: string) => string;
  readonly degrading: (field: string, slope: string, low: string, high: string) => string;
  readonly unseen: (field: string, slope: string) => string;
  readonly outlook: (field: string, value: string, low: string, high: string) => string;
  readonly plateau: string;
  readonly straddles: string;
  readonly tooShort: (budget: string, detectable: string) => string;
  readonly notShown: string;
  readonly reasons: Readonly<Partial<Record<string, (facts: Readonly<Record<string, number>>) => string>>>;
  readonly notes: {
    readonly unseen: (list: string) => string;
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
  leak: (field, slope, low, high) => `a leak in ${field}, ${slope} (${low} to ${high})`,
  degrading: (field, slope, low, high) => `a lasting change of ${field}, ${slope} (${low} to ${high})`,
  unseen: (field, slope) => `a change of ${field} below ${slope} would not have been seen`,
  outlook: (field, value, low, high) => `in 24 h ${field} would stand at ${value} (${low} to ${high})`,
  plateau: 'rose and levelled off, as a filling cache does',
  straddles: 'its interval reaches beyond the budget',
  tooShort: (budget, detectable) =>
    `the run could not have seen its budget of ${budget}, only ${detectable} and more`,
  notShown: 'the target does not show it',
  reasons: {
    'too-few': ({ have, need }) => `${have} slices, at least ${need} are needed: the run is too short`,
    'too-few-blocks': ({ have, need }) =>
      `${have} windows, at least ${need} are needed: the run is too short`,
    empty: () => 'the target does not show it',
  },
  notes: {
    unseen: (list) => `Slopes smaller than these would not have been seen: ${list}.`,
    notShown: (fields) =>
      `Trends of ${fields}: the target does not show them (METRICS_URL, or a token that sees the workers).`,
    beyond: (duration) =>
      `Anything slower than ${duration} shows: what grows by the day, fills a disk or waits for a nightly task.`,
    noOutlook: (duration) => `An outlook to 24 h: ${duration} are too few to carry a line on to a day.`,
    stopped: (slices, planned) =>
      `The trends as planned: the run was stopped after ${slices} of ${planned} slices.`,
    budgets: (hours) =>
      `The hourly budgets of a long run: what is accepted was taken over the whole run of ${hours}, since noise hides smaller slopes. Set SOAK_BUDGET_… to decide on slopes of your own.`,
  },
};

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
  leak: (field, slope, low, high) => `una fuga en ${field}, ${slope} (de ${low} a ${high})`,
  degrading: (field, slope, low, high) => `un cambio duradero de ${field}, ${slope} (de ${low} a ${high})`,
  unseen: (field, slope) => `no se habría visto un cambio de ${field} inferior a ${slope}`,
  outlook: (field, value, low, high) => `en 24 h, ${field}: ${value} (de ${low} a ${high})`,
  plateau: 'subió y se estabilizó, como una caché al llenarse',
  straddles: 'su intervalo llega más allá de lo aceptado',
  tooShort: (budget, detectable) =>
    `la prueba no podía ver los ${budget} aceptados, solo ${detectable} o más`,
  notShown: 'el sistema no lo muestra',
  reasons: {
    'too-few': ({ have, need }) => `${have} tramos y hacen falta ${need}: la prueba es demasiado corta`,
    'too-few-blocks': ({ have, need }) =>
      `${have} ventanas y hacen falta ${need}: la prueba es demasiado corta`,
    empty: () => 'el sistema no lo muestra',
  },
  notes: {
    unseen: (list) => `No se habrían visto pendientes menores que estas: ${list}.`,
    notShown: (fields) =>
      `Tendencias de ${fields}: el sistema no las muestra (METRICS_URL, o un token que vea los workers).`,
    beyond: (duration) =>
      `Lo que es más lento de lo que muestran ${duration}: lo que crece por días, llena un disco o espera a una tarea nocturna.`,
    noOutlook: (duration) =>
      `Una previsión a 24 h: ${duration} son pocos para prolongar una recta hasta un día.`,
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
