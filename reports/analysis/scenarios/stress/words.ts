/** The sentences of a stress run. Figures arrive as text, in the reader's language. */
import type { Language } from '../../../../lib/i18n/types.ts';
import type { Resource } from './capacity.ts';
import type { OpenReason } from './verdicts.ts';

export interface StressWords {
  readonly between: (good: string, bad: string, rate: string) => string;
  readonly atLeast: (good: string, rate: string, tried: string) => string;
  readonly openAbove: (good: string, rate: string) => string;
  readonly fewerThan: (bad: string) => string;
  readonly nothing: string;
  readonly broke: (why: string) => string;
  readonly failures: (share: string, limit: string) => string;
  readonly latency: (p95: string, limit: string) => string;
  readonly and: (parts: readonly string[]) => string;
  readonly resources: Readonly<Record<Resource, string>>;
  readonly saturates: (resource: string) => string;
  readonly nothingSaturates: string;
  readonly nextWorker: (nth: number, rate: string) => string;
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
  between: (good, bad, rate) => `${good}–${bad} at once (${rate})`,
  atLeast: (good, rate, tried) =>
    `At least ${good} at once (${rate}): the limit lies above ${tried}, the most that were tried`,
  openAbove: (good, rate) =>
    `At least ${good} at once (${rate}); what was tried above that could not be judged`,
  fewerThan: (bad) => `Fewer than ${bad} at once: the lowest number that was tried did not work`,
  nothing: 'No number of users at once: no step could be judged',
  broke: (why) => `beyond that it breaks by ${why}`,
  failures: (share, limit) => `failures (${share}, limit ${limit})`,
  latency: (p95, limit) => `latency (p95 ${p95}, limit ${limit})`,
  and: (parts) => parts.join(' and '),
  resources: {
    workers: 'the worker pool',
    cpu: 'the CPU',
    'db-connections': 'the pool of database connections',
  },
  saturates: (resource) => `${resource} saturates first`,
  nothingSaturates: 'nothing that was watched saturates',
  nextWorker: (nth, rate) => `a ${ordinal(nth)} worker adds about ${rate}`,
  nextWorkerNoCpu: (nth) => `a ${ordinal(nth)} worker would find no CPU left on this machine`,
  nextWorkerIfCpu: (nth, rate) => `a ${ordinal(nth)} worker adds about ${rate} where the CPU has room for it`,
  thinking: (range, think) => `with ${think} between two actions that is ${range}`,
  range: (good, bad) => `${good}–${bad}`,
  open: {
    'generator-late': 'the generator was late: its limit, not the target’s',
    'generator-cpu': 'k6 itself used too much CPU: its limit, not the target’s',
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
  between: (good, bad, rate) => `${good}–${bad} a la vez (${rate})`,
  atLeast: (good, rate, tried) =>
    `Al menos ${good} a la vez (${rate}): el límite está por encima de ${tried}, lo máximo que se probó`,
  openAbove: (good, rate) =>
    `Al menos ${good} a la vez (${rate}); lo que se probó por encima no se pudo juzgar`,
  fewerThan: (bad) => `Menos de ${bad} a la vez: lo mínimo que se probó no funcionó`,
  nothing: 'Ningún número de usuarios a la vez: no se pudo juzgar ningún escalón',
  broke: (why) => `por encima cede por ${why}`,
  failures: (share, limit) => `fallos (${share}, límite ${limit})`,
  latency: (p95, limit) => `latencia (p95 ${p95}, límite ${limit})`,
  and: (parts) => parts.join(' y '),
  resources: {
    workers: 'el grupo de workers',
    cpu: 'la CPU',
    'db-connections': 'el grupo de conexiones a la base de datos',
  },
  saturates: (resource) => `lo primero que se satura es ${resource}`,
  nothingSaturates: 'no se satura nada de lo que se observó',
  nextWorker: (nth, rate) => `un worker más (el ${nth}.º) añade unos ${rate}`,
  nextWorkerNoCpu: (nth) => `a un worker más (el ${nth}.º) no le quedaría CPU en esta máquina`,
  nextWorkerIfCpu: (nth, rate) => `un worker más (el ${nth}.º) añade unos ${rate} si queda CPU para él`,
  thinking: (range, think) => `con ${think} entre dos acciones son ${range}`,
  range: (good, bad) => `${good}–${bad}`,
  open: {
    'generator-late': 'el generador iba con retraso: es su límite, no el del sistema',
    'generator-cpu': 'k6 mismo usó demasiada CPU: es su límite, no el del sistema',
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
