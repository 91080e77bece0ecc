/** What the terminal says while a run goes on, in both languages. A missing word does not compile. */
import type { Language } from '../../../lib/i18n/types.ts';

export interface LiveWords {
  readonly settingUp: (elapsed: string) => string;
  readonly finishing: (elapsed: string) => string;
  readonly time: (elapsed: string, total: string, left: string) => string;
  readonly phase: (name: string) => string;
  readonly step: (number: number, of: number) => string;
  readonly users: (count: string, one: boolean) => string;
  readonly jobs: (rate: string) => string;
  readonly requests: (rate: string) => string;
  readonly deliveries: (rate: string) => string;
  readonly p95: (ms: string) => string;
  /** Share of the last seconds, and all failures since the load began. */
  readonly failed: (share: string, count: string) => string;
  readonly queue: (length: string) => string;
  readonly generatorOk: (cpu: string) => string;
  readonly generatorBusy: (cpu: string) => string;
  readonly fault: (name: string, seconds: string) => string;
  /** Where a fault is planted. */
  readonly points: Readonly<Record<string, string>>;
  readonly warning: string;
  readonly allFailing: (seconds: number) => string;
  readonly noAnswers: (seconds: number) => string;
  readonly restarted: string;
  readonly targetDied: string;
  readonly busy: (what: string) => string;
  readonly late: (ms: string) => string;
  readonly starts: (scenario: string, profile: string, target: string, k6: string, results: string) => string;
  readonly embedded: string;
  /** Others on the machine; `who`: the name of the busiest, null where none stands out. */
  readonly disturbed: (who: string | null, share: string, limit: string) => string;
  readonly notIdle: (cores: string, of: number, who: string | null) => string;
  readonly takes: (duration: string) => string;
  readonly takesAtMost: (duration: string) => string;
  readonly together: (runs: number, duration: string) => string;
  readonly report: string;
  readonly overview: string;
  readonly stopping: string;
}

const en: LiveWords = {
  settingUp: (elapsed) => `setting up, ${elapsed}`,
  finishing: (elapsed) => `${elapsed}, load over: waiting for what is still in flight`,
  time: (elapsed, total, left) => `${elapsed} of ${total}, ${left} left`,
  phase: (name) => name,
  step: (number, of) => `step ${number} of ${of}`,
  users: (count, one) => `${count} ${one ? 'user' : 'users'}`,
  jobs: (rate) => `${rate} jobs/s`,
  requests: (rate) => `${rate} requests/s`,
  deliveries: (rate) => `${rate} deliveries/s`,
  p95: (ms) => `p95 ${ms}`,
  failed: (share, count) => `failed ${share} (${count} in all)`,
  queue: (length) => `queue ${length}`,
  generatorOk: (cpu) => `generator ok (CPU ${cpu})`,
  generatorBusy: (cpu) => `GENERATOR BUSY (CPU ${cpu})`,
  fault: (name, seconds) => `FAULT IN FORCE: ${name}, for ${seconds}`,
  points: { database: 'database', 'third-party': 'third party' },
  warning: 'Warning',
  allFailing: (seconds) =>
    `every journey has failed for ${seconds} s; stop with Ctrl-C, a report will be kept`,
  noAnswers: (seconds) =>
    `nothing has been completed for ${seconds} s; stop with Ctrl-C, a report will be kept`,
  restarted: 'a process of the target has restarted; a run whose target changes is discarded',
  targetDied: 'the target has ended; stop with Ctrl-C, a report will be kept',
  busy: (what) => `the generator is busy (${what}); what is measured meanwhile may not count`,
  late: (ms) => `k6 wakes up ${ms} late`,
  starts: (scenario, profile, target, k6, results) =>
    `${scenario}: profile ${profile}, against ${target}, k6 ${k6}, results in ${results}`,
  embedded: 'the embedded target',
  disturbed: (who, share, limit) =>
    `other processes${who === null ? '' : ` (mostly "${who}")`} take ${share} of the processor time that k6 and the target want; what is measured meanwhile will not count (limit ${limit})`,
  notIdle: (cores, of, who) =>
    `the machine is not idle: other processes use ${cores} of ${of} cores${who === null ? '' : `, mostly "${who}"`}; what they take from the run discards what was measured meanwhile`,
  takes: (duration) => `takes about ${duration}`,
  takesAtMost: (duration) => `takes at most about ${duration}, less where it breaks earlier`,
  together: (runs, duration) => `${runs} runs, about ${duration} in all`,
  report: 'Report',
  overview: 'Overview',
  stopping: 'Stopping: what was measured is kept, and a report is made of it (Ctrl-C again: at once)',
};

const es: LiveWords = {
  settingUp: (elapsed) => `preparando, ${elapsed}`,
  finishing: (elapsed) => `${elapsed}, carga terminada: a la espera de lo que queda en curso`,
  time: (elapsed, total, left) => `${elapsed} de ${total}, quedan ${left}`,
  phase: (name) => name,
  step: (number, of) => `escalón ${number} de ${of}`,
  users: (count, one) => `${count} ${one ? 'usuario' : 'usuarios'}`,
  jobs: (rate) => `${rate} trabajos/s`,
  requests: (rate) => `${rate} peticiones/s`,
  deliveries: (rate) => `${rate} envíos/s`,
  p95: (ms) => `p95 ${ms}`,
  failed: (share, count) => `con error ${share} (${count} en total)`,
  queue: (length) => `cola ${length}`,
  generatorOk: (cpu) => `generador bien (CPU ${cpu})`,
  generatorBusy: (cpu) => `GENERADOR SATURADO (CPU ${cpu})`,
  fault: (name, seconds) => `AVERÍA ACTIVA: ${name}, desde hace ${seconds}`,
  points: { database: 'base de datos', 'third-party': 'servicio externo' },
  warning: 'Aviso',
  allFailing: (seconds) =>
    `todas las operaciones fallan desde hace ${seconds} s; deténgala con Ctrl-C, se conservará un informe`,
  noAnswers: (seconds) =>
    `nada se completa desde hace ${seconds} s; deténgala con Ctrl-C, se conservará un informe`,
  restarted: 'un proceso del sistema probado se ha reiniciado; una ejecución cuyo sistema cambia se descarta',
  targetDied: 'el sistema probado ha terminado; deténgala con Ctrl-C, se conservará un informe',
  busy: (what) => `el generador está saturado (${what}); lo que se mide entretanto puede no contar`,
  late: (ms) => `k6 despierta ${ms} tarde`,
  starts: (scenario, profile, target, k6, results) =>
    `${scenario}: perfil ${profile}, contra ${target}, k6 ${k6}, resultados en ${results}`,
  embedded: 'el sistema incluido',
  disturbed: (who, share, limit) =>
    `otros procesos${who === null ? '' : ` (sobre todo «${who}»)`} quitan el ${share} del tiempo de procesador que k6 y el sistema probado necesitan; lo que se mide entretanto no contará (límite ${limit})`,
  notIdle: (cores, of, who) =>
    `la máquina no está libre: otros procesos usan ${cores} de ${of} núcleos${who === null ? '' : `, sobre todo «${who}»`}; lo que quiten a la ejecución descarta lo medido entretanto`,
  takes: (duration) => `dura unos ${duration}`,
  takesAtMost: (duration) => `dura como mucho unos ${duration}, menos si cede antes`,
  together: (runs, duration) => `${runs} ejecuciones, unos ${duration} en total`,
  report: 'Informe',
  overview: 'Resumen',
  stopping: 'Deteniendo: se conserva lo medido y se hace un informe (Ctrl-C otra vez: en el acto)',
};

const WORDS: Readonly<Record<Language, LiveWords>> = { en, es };

export function liveWords(language: Language): LiveWords {
  return WORDS[language];
}
