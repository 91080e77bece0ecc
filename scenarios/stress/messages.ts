/** The sentences of a stress run. Figures arrive as text, in the reader's language. */
import type { Language } from '../../lib/i18n/types.ts';
import type { Resource } from './analysis/saturation.ts';
import type { OpenReason } from './analysis/verdicts.ts';

export interface StressWords {
  /** `height` is a rate, with its range where there is one. */
  readonly capacity: (height: string, users: string) => string;
  readonly collapses: (height: string, users: string, most: string, left: string) => string;
  readonly stillRising: (height: string, users: string) => string;
  readonly withRange: (figure: string, range: string) => string;
  readonly between: (good: string, bad: string) => string;
  readonly atLeast: (good: string) => string;
  readonly openAbove: (good: string) => string;
  readonly fewerThan: (bad: string) => string;
  readonly nothing: string;
  readonly broke: (why: string) => string;
  readonly failures: (share: string, limit: string) => string;
  readonly latency: (p95: string, limit: string) => string;
  readonly resources: Readonly<Record<Resource, string>>;
  /** How much of it is in use. */
  readonly inUse: Readonly<Record<Resource, (share: string) => string>>;
  readonly cores: (busy: string, all: string) => string;
  readonly saturates: (resource: string, inUse: string) => string;
  readonly use: (resource: string, inUse: string) => string;
  readonly nothingSaturates: (known: string) => string;
  readonly nothingWatched: string;
  readonly nextWorker: (nth: number, rate: string) => string;
  readonly nextWorkerBound: (nth: number, rate: string, resource: string) => string;
  readonly nextWorkerNoCpu: (nth: number) => string;
  readonly nextWorkerIfCpu: (nth: number, rate: string) => string;
  readonly thinking: (range: string, think: string) => string;
  readonly range: (good: string, bad: string) => string;
  readonly open: Readonly<Record<OpenReason, string>>;
  readonly purposes: Readonly<Record<'double' | 'halve' | 'bisect' | 'confirm-bad' | 'confirm-good', string>>;
  readonly generatorFine: (late: string, limit: string) => string;
  readonly generatorPartly: (late: string, limit: string, steps: string) => string;
  readonly generatorBusy: (steps: string) => string;
  readonly notBelowLimit: (good: string, required: string) => string;
  readonly notes: {
    readonly notReached: (users: string) => string;
    readonly discarded: (steps: string) => string;
    readonly unclear: (steps: string) => string;
    readonly coarsened: (asked: string, step: string) => string;
    readonly cpuUnknown: string;
    readonly workersUnknown: string;
    readonly jobsWait: string;
    readonly bracket: (range: string) => string;
    readonly rising: (users: string) => string;
    readonly trafficOf: (users: string) => string;
    readonly little: (gap: string) => string;
    readonly unfinished: (count: string) => string;
    readonly closedModel: string;
    readonly resolution: (good: string, bad: string) => string;
    readonly hysteresis: string;
    readonly searchUnsteady: string;
    readonly recordMissing: string;
    readonly nonMonotone: string;
  };
}

function ordinal(n: number): string {
  const last = n % 10;
  const teen = Math.floor((n % 100) / 10) === 1;
  return `${n}${teen ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[last] ?? 'th')}`;
}

const en: StressWords = {
  capacity: (height, users) => `about ${height}, reached at ${users}; more users only wait`,
  collapses: (height, users, most, left) =>
    `about ${height}, reached at ${users}; more users take it away again: ${left} at ${most}`,
  stillRising: (height, users) => `at least ${height} at ${users}, where throughput was still rising`,
  withRange: (figure, range) => `${figure} (${range})`,
  between: (good, bad) => `${good}–${bad} at once (bracket of one run)`,
  atLeast: (good) => `at least ${good} at once: the limit lies above the most that were tried`,
  openAbove: (good) => `at least ${good} at once; what was tried above that could not be judged`,
  fewerThan: (bad) => `fewer than ${bad} at once: the lowest number that was tried did not work`,
  nothing: 'no number of users at once: no step could be judged',
  broke: (why) => `beyond that it breaks by ${why}`,
  failures: (share, limit) => `failures (${share}, limit ${limit})`,
  latency: (p95, limit) => `latency (p95 ${p95}, limit ${limit})`,
  resources: {
    workers: 'the worker pool',
    cpu: 'the CPU',
    'db-connections': 'the pool of database connections',
    'third-party': 'the third party',
  },
  inUse: {
    workers: (share) => `${share} busy`,
    cpu: (share) => `${share} in use`,
    'db-connections': (share) => `${share} in use`,
    'third-party': (share) => `${share} of what it serves at once`,
  },
  cores: (busy, all) => `${busy} of ${all} cores, k6 included`,
  saturates: (resource, inUse) => `${resource} saturates first (${inUse})`,
  use: (resource, inUse) => `${resource} (${inUse})`,
  nothingSaturates: (known) => `nothing that was watched is used up: ${known}`,
  nothingWatched: 'what limits it was not watched',
  nextWorker: (nth, rate) => `a ${ordinal(nth)} worker adds about ${rate}`,
  nextWorkerBound: (nth, rate, resource) =>
    `a ${ordinal(nth)} worker adds ${rate} at most: then ${resource} is used up`,
  nextWorkerNoCpu: (nth) => `a ${ordinal(nth)} worker would find no CPU left on this machine`,
  nextWorkerIfCpu: (nth, rate) => `a ${ordinal(nth)} worker adds about ${rate} where the CPU has room for it`,
  thinking: (range, think) => `with ${think} between two actions that is about ${range}`,
  range: (good, bad) => `${good}–${bad}`,
  open: {
    'generator-late': 'the generator was late: its limit, not the target’s',
    'generator-cpu': 'k6 itself used too much CPU: its limit, not the target’s',
    interference: 'other processes took the processor from k6 and the target',
    overlap: 'journeys of the step before ran on into it',
    unsteady: 'its journeys took longer than the step measured',
    unclear: 'too few journeys to tell',
    'no-samples': 'no journey ended in it',
  },
  purposes: {
    double: 'doubling',
    halve: 'halving',
    bisect: 'bisection',
    'confirm-bad': 'upper end confirmed',
    'confirm-good': 'lower end confirmed',
  },
  generatorFine: (late, limit) => `timers late by ${late} at most at p95 of a step (limit ${limit})`,
  generatorPartly: (late, limit, steps) =>
    `timers late by ${late} at most at p95 in the steps that carry a verdict (limit ${limit}); those with ${steps} carry none`,
  generatorBusy: (steps) => `the generator did not keep up in any step (${steps})`,
  notBelowLimit: (good, required) => `${good} confirmed; between them and ${required} nothing was decided`,
  notes: {
    notReached: (users) => `The limit itself: the run ended at ${users}; raise MAX_USERS to find it.`,
    discarded: (steps) =>
      `What the target does with ${steps}: there the generator was the bottleneck. Load it from a larger machine.`,
    unclear: (steps) =>
      `Verdicts for ${steps}: too few journeys or too long ones for the step. A larger STEP_SECONDS decides them.`,
    coarsened: (asked, step) =>
      `A resolution of ${asked}: it would take more than 40 steps, which k6 cannot tell apart in one run. Steps of ${step} were used; STRESS_MODE=search goes finer.`,
    cpuUnknown: 'Whether the CPU saturates: the number of cores of the target is not known.',
    workersUnknown:
      'Whether the workers saturate: this token sees neither the times of the completed jobs nor the workers.',
    jobsWait:
      'What the jobs themselves wait for (a third party, a database of theirs) was not watched: where that is at its limit, another worker adds less than is said.',
    bracket: (range) =>
      `An interval of the users: ${range} is the bracket of one run. A set of runs (REPEAT=5) shows how far they lie apart.`,
    rising: (users) =>
      `The capacity: throughput was still rising at ${users}. Raise MAX_USERS to find its height.`,
    trafficOf: (users) => `The traffic figures are those of ${users}, the highest number that was good.`,
    little: (gap) =>
      `Users, throughput and latency do not fit together (gap ${gap}): something between k6 and the target held users up.`,
    unfinished: (count) =>
      `How ${count} journeys would have ended that were cut off with the run. A step was called good only where they could all have failed.`,
    closedModel:
      'Users wait for their answer before they go on: senders who do not wait (webhooks, schedules) break a system at a lower rate than this throughput.',
    resolution: (good, bad) =>
      `Anything between ${good} and ${bad}. STRESS_MODE=search narrows it down to 5 %.`,
    hysteresis:
      'A lasting capacity: the lower end was good on the way up and failed when it was tried again after overload.',
    searchUnsteady: 'A settled interval: the same load was sometimes good and sometimes bad.',
    recordMissing: 'What the run was set to is missing from its summary.',
    nonMonotone: 'A clear limit: a higher number of users was good where a lower one was bad.',
  },
};

const es: StressWords = {
  capacity: (height, users) => `unos ${height}, alcanzados con ${users}; con más, solo esperan`,
  collapses: (height, users, most, left) =>
    `unos ${height}, alcanzados con ${users}; con más se pierden: ${left} con ${most}`,
  stillRising: (height, users) => `al menos ${height} con ${users}, donde el rendimiento seguía subiendo`,
  withRange: (figure, range) => `${figure} (${range})`,
  between: (good, bad) => `${good}–${bad} a la vez (margen de una sola prueba)`,
  atLeast: (good) => `al menos ${good} a la vez: el límite está por encima de lo máximo que se probó`,
  openAbove: (good) => `al menos ${good} a la vez; lo que se probó por encima no se pudo juzgar`,
  fewerThan: (bad) => `menos de ${bad} a la vez: lo mínimo que se probó no funcionó`,
  nothing: 'ningún número de usuarios a la vez: no se pudo juzgar ningún escalón',
  broke: (why) => `por encima cede por ${why}`,
  failures: (share, limit) => `fallos (${share}, límite ${limit})`,
  latency: (p95, limit) => `latencia (p95 ${p95}, límite ${limit})`,
  resources: {
    workers: 'el grupo de workers',
    cpu: 'la CPU',
    'db-connections': 'el grupo de conexiones a la base de datos',
    'third-party': 'el proveedor externo',
  },
  inUse: {
    workers: (share) => `${share} ocupado`,
    cpu: (share) => `${share} en uso`,
    'db-connections': (share) => `${share} en uso`,
    'third-party': (share) => `${share} de lo que atiende a la vez`,
  },
  cores: (busy, all) => `${busy} de ${all} núcleos, k6 incluido`,
  saturates: (resource, inUse) => `lo primero que se satura es ${resource} (${inUse})`,
  use: (resource, inUse) => `${resource} (${inUse})`,
  nothingSaturates: (known) => `no se agota nada de lo que se observó: ${known}`,
  nothingWatched: 'lo que lo limita no se observó',
  nextWorker: (nth, rate) => `un worker más (el ${nth}.º) añade unos ${rate}`,
  nextWorkerBound: (nth, rate, resource) =>
    `un worker más (el ${nth}.º) añade ${rate} como mucho: entonces se agota ${resource}`,
  nextWorkerNoCpu: (nth) => `a un worker más (el ${nth}.º) no le quedaría CPU en esta máquina`,
  nextWorkerIfCpu: (nth, rate) => `un worker más (el ${nth}.º) añade unos ${rate} si queda CPU para él`,
  thinking: (range, think) => `con ${think} entre dos acciones son unos ${range}`,
  range: (good, bad) => `${good}–${bad}`,
  open: {
    'generator-late': 'el generador iba con retraso: es su límite, no el del sistema',
    'generator-cpu': 'k6 mismo usó demasiada CPU: es su límite, no el del sistema',
    interference: 'otros procesos quitaron el procesador a k6 y al sistema probado',
    overlap: 'los recorridos del escalón anterior siguieron dentro de él',
    unsteady: 'sus recorridos duraron más que lo que midió el escalón',
    unclear: 'pocos recorridos para decidirlo',
    'no-samples': 'no acabó ningún recorrido',
  },
  purposes: {
    double: 'duplicar',
    halve: 'dividir por dos',
    bisect: 'bisección',
    'confirm-bad': 'confirmar el extremo superior',
    'confirm-good': 'confirmar el extremo inferior',
  },
  generatorFine: (late, limit) =>
    `retraso de los temporizadores de ${late} como mucho en el p95 de un escalón (límite ${limit})`,
  generatorPartly: (late, limit, steps) =>
    `retraso de los temporizadores de ${late} como mucho en los escalones con veredicto (límite ${limit}); los de ${steps} no lo tienen`,
  generatorBusy: (steps) => `el generador no dio abasto en ningún escalón (${steps})`,
  notBelowLimit: (good, required) => `${good} confirmados; entre ellos y ${required} no se decidió nada`,
  notes: {
    notReached: (users) => `El límite mismo: la prueba acabó en ${users}; suba MAX_USERS para encontrarlo.`,
    discarded: (steps) =>
      `Qué hace el sistema con ${steps}: ahí el cuello de botella era el generador. Cárguelo desde una máquina mayor.`,
    unclear: (steps) =>
      `El veredicto con ${steps}: pocos recorridos, o demasiado largos para el escalón. Un STEP_SECONDS mayor lo decide.`,
    coarsened: (asked, step) =>
      `Una resolución de ${asked}: harían falta más de 40 escalones, que k6 no distingue en una sola prueba. Se usaron escalones de ${step}; STRESS_MODE=search afina más.`,
    cpuUnknown: 'Si se satura la CPU: no se sabe cuántos núcleos tiene el sistema.',
    workersUnknown:
      'Si se saturan los workers: este token no ve ni los tiempos de los trabajos terminados ni los workers.',
    jobsWait:
      'Lo que esperan los propios trabajos (un proveedor externo, su base de datos) no se observó: si está en su límite, un worker más añade menos de lo que se dice.',
    bracket: (range) =>
      `Un intervalo de los usuarios: ${range} es el margen de una sola prueba. Una serie de pruebas (REPEAT=5) muestra cuánto difieren.`,
    rising: (users) =>
      `La capacidad: el rendimiento seguía subiendo con ${users}. Suba MAX_USERS para encontrar su altura.`,
    trafficOf: (users) => `Las cifras de tráfico son las de ${users}, lo máximo que fue bien.`,
    little: (gap) =>
      `Usuarios, rendimiento y latencia no encajan (diferencia ${gap}): algo entre k6 y el sistema retuvo a los usuarios.`,
    unfinished: (count) =>
      `Cómo habrían acabado ${count} recorridos cortados con la prueba. Un escalón solo se dio por bueno si podían haber fallado todos.`,
    closedModel:
      'Los usuarios esperan su respuesta antes de seguir: quien no espera (webhooks, tareas programadas) hace ceder un sistema con menos de este rendimiento.',
    resolution: (good, bad) => `Lo que hay entre ${good} y ${bad}. STRESS_MODE=search lo acota al 5 %.`,
    hysteresis:
      'Una capacidad duradera: el extremo inferior fue bien al subir y falló al repetirlo tras la sobrecarga.',
    searchUnsteady: 'Un intervalo estable: la misma carga fue unas veces bien y otras mal.',
    recordMissing: 'Cómo estaba configurada la prueba: falta en su resumen.',
    nonMonotone: 'Un límite claro: un número mayor de usuarios fue bien donde uno menor fue mal.',
  },
};

const WORDS: Readonly<Record<Language, StressWords>> = { en, es };

export function stressWords(language: Language): StressWords {
  return WORDS[language];
}
