import { listIn } from '../../i18n/list.ts';
import type { AnalysisMessages } from './en.ts';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const es: AnalysisMessages = {
  validity: {
    samples: (n) => `${n} muestras en la parte medida`,
    noSamples: 'ninguna muestra en la parte medida: no se midió nada',
    usersReached: (seen, planned) => `${seen} en activo, de ${planned} previstos`,
    usersMissed: (phase, seen, planned) => `en la fase «${phase}» solo hubo ${seen} de ${planned} previstos`,
    usersUnknown: 'no se registró cuántos usuarios hubo activos',
    noUsersPlanned: 'el escenario no prevé un número fijo de usuarios',
    nothingDropped: 'se inició cada iteración que tocaba',
    dropped: (dropped, iterations) =>
      `${dropped} iteraciones tocaban y no se iniciaron (se iniciaron ${iterations}): la carga fue menor que la prevista`,
    iterationsUnknown: 'k6 no registró iteraciones',
    drift: (p95, limit, n) => `retraso de los temporizadores de ${p95} en p95 (límite ${limit}, n ${n})`,
    driftMissing: 'retraso de los temporizadores sin medir',
    cpu: (p95, limit) => `k6 usó el ${p95} de la CPU de la máquina en p95 (límite ${limit})`,
    cpuMissing: 'CPU de k6 sin medir',
    machineCpu: (p95) => `todos los procesos de la máquina juntos, el ${p95}`,
    othersCpu: (share, limit) =>
      `procesos que no son ni k6 ni el sistema probado ocuparon el ${share} de la máquina (mediana, límite ${limit})`,
    interference: (share, limit, phase) =>
      `otros procesos quitaron el ${share} del tiempo de procesador que k6 y el sistema probado necesitaban en «${phase}» (límite ${limit})`,
    interferenceNone: (ofMachine, phase, background, limit) =>
      `otros procesos quitaron a k6 y al sistema probado como mucho el ${ofMachine} de la máquina (en «${phase}»; cuenta a partir del ${background}, si es el ${limit} de lo que necesitaban)`,
    interferenceWindows: (disturbed, all, limit) =>
      disturbed === 0
        ? `en ninguna de las ${all} ventanas otros procesos quitaron más del ${limit} del tiempo de procesador que k6 y el sistema probado necesitaban`
        : `en ${disturbed} de ${all} ventanas otros procesos quitaron más del ${limit} del tiempo de procesador que k6 y el sistema probado necesitaban: no cuentan`,
    interferenceBy: (process) => `, sobre todo «${process}»`,
    interferenceUntimed: 'nada de lo que aquí se juzga depende del tiempo',
    interferenceUnmeasured: 'no se ha medido aquí; los temporizadores de k6 fueron puntuales',
    interferenceUnknown: 'no se ha medido si otros procesos ocuparon el procesador',
    targetNotTold: (why) =>
      `el sistema probado está en esta máquina y no se pudo distinguir sus procesos de otros (${why}; LOCAL_TARGET_PIDS permite indicarlos): `,
    processesUnknown: {
      'nobody-listens': ({ port }) => `no se ve quién escucha en el puerto ${port}`,
      'passed-on': ({ by, port }) => `«${by}» solo reenvía el puerto ${port}`,
      'not-shown': () => 'este sistema no los muestra',
    },
    identityFields: {
      version: 'versión',
      workers: 'workers',
      processStart: 'hora de inicio de los procesos',
      scriptHash: 'script probado',
    },
    targetUnchanged: (fields) => `igual al principio y al final: ${fields}`,
    restartUnseen: 'un reinicio intermedio no se habría visto, porque no se ven ni workers ni métricas',
    targetChanged: (changes) => `cambió durante la prueba: ${changes}`,
    workersChanged: (gone, came) => `workers: ${gone} menos, ${came} nuevos`,
    processesRestarted: 'hubo procesos que arrancaron de nuevo',
    targetUnknownAtStart: 'no se pudo identificar el sistema al principio',
    targetUnknownAtEnd: 'no se pudo identificar el sistema al final',
    targetTellsNothing: 'el sistema no muestra versión, workers ni hora de inicio',
    queueEmpty: 'ningún trabajo esperaba ni corría antes de la carga',
    queueNotEmpty: (jobs) =>
      `${jobs} trabajos esperaban o corrían antes de la carga: su tiempo está en las cifras`,
    queueUnknown: 'no se conoce la longitud de la cola antes de la carga',
    noExceptions: 'ningún recorrido se rompió por una excepción',
    exceptions: (count, journeys) =>
      `${count} de ${journeys} recorridos se rompieron por una excepción: una respuesta imprevista o un fallo de la propia prueba. Cuentan como fallidos`,
    completed: (seconds) => `duró ${seconds}, como estaba previsto`,
    completedOnPurpose: (seconds, planned) =>
      `acabó a los ${seconds} de un máximo de ${planned}, porque ya había encontrado su límite`,
    interrupted: (seconds, planned) => `detenida desde fuera a los ${seconds} de ${planned}`,
    endedEarly: (seconds, planned) => `acabó a los ${seconds} de ${planned}`,
    k6Ended: (code, meaning) => `k6 acabó con el código ${code} (${meaning})`,
    k6Exit: {
      scriptException: 'excepción en la preparación o en el script',
      aborted: 'el script cortó la prueba',
      setupTimeout: 'la preparación o la limpieza tardaron demasiado',
      other: 'no es un final normal',
    },
    k6Killed: 'una señal terminó k6',
  },
  generators: {
    share: (share) =>
      `es la parte ${share} de una carga: solo con las demás (npm run report -- --merge) es una prueba`,
    of: (index, detail) => `generador ${index}: ${detail}`,
    missing: (present, planned, missing) =>
      `hay ${present} de ${planned} generadores, falta ${missing}: lo que vio no está en ninguna cifra`,
    apart: (seconds, limit) =>
      `entre el comienzo del primer generador y el del último pasaron ${seconds} (límite ${limit})`,
    shorter: (index, seconds, limit) =>
      `el generador ${index} se detuvo ${seconds} antes que el último (límite ${limit}): entretanto la carga bajó`,
    partsUnknown: 'combinado de varios generadores cuyos archivos no están junto a él',
  },
  common: {
    list: listIn('es'),
    discarded: (reasons, remedies) =>
      `${capital(reasons.join('; '))}. ${capital(remedies.join('; '))}; después, repita la prueba.`,
    remedies: {
      'samples-present': 'lea en k6.log por qué no terminó ningún recorrido',
      'load-delivered': 'dé a k6 más máquina o pida menos usuarios',
      'no-dropped-iterations': 'dé a k6 más máquina o pida menos usuarios',
      'generator-not-busy': 'cierre lo demás que trabaja en esta máquina o ejecute k6 en una propia',
      'no-interference':
        'cierre lo demás que trabaja en esta máquina o baje su prioridad donde no moleste a nadie',
      'target-unchanged':
        'cuide de que nadie despliegue ni reinicie nada durante la prueba, y mire en su registro si el sistema se reinició solo',
      'clean-start': 'espere a que el sistema no tenga nada pendiente',
      'journeys-sound': 'lea la excepción en k6.log',
      'run-completed': 'déjela llegar al final o lea en k6.log por qué no llegó',
    },
    grave: (rows) => `Alto, cumpla lo que cumpla lo demás: ${rows}.`,
    graveRow: (title, observed, n) => `${title}: ${observed} de ${n}`,
    unknownValidity: (checks, answer) => `Sin confirmar, porque se desconoce: ${checks}. ${answer}`,
    smoke:
      'Una prueba «smoke» dura segundos: muestra que el escenario funciona, no lo que el sistema aguanta durante minutos u horas.',
    oneRun: 'Una sola prueba no muestra ni empeoramiento ni mejora: compare grupos de al menos cinco.',
    smallP95: (n, needed) => `p95: ${n} muestras son pocas, hacen falta ${needed} para un intervalo acotado.`,
    smallP99: (n, needed) => `p99: ${n} muestras son pocas, hacen falta ${needed} para un intervalo acotado.`,
    noResources:
      'CPU y memoria del sistema: nada las mostró. Las mostraría RESOURCES=docker RESOURCE_CONTAINERS=<nombres> junto a su Docker, o bien PROMETHEUS_URL, RESOURCES=kubernetes, RESOURCE_PROCESSES o METRICS_URL.',
    runScope: 'Las cifras de tráfico incluyen las rampas: no se pudo separar la parte medida.',
    recordCutShort: 'El registro por segundo está dañado o incompleto: los gráficos pueden tener huecos.',
    failureKinds: {
      refused: 'conexión rechazada o cortada',
      timeout: 'tiempo agotado',
      unauthorized: 'sin autorización',
      'client-error': 'error del cliente (4xx)',
      'server-error': 'error del servidor (5xx)',
      malformed: 'respuesta mal formada',
      'job-failed': 'trabajo fallido',
      'job-unfinished': 'trabajo sin acabar a tiempo',
      'wrong-result': 'resultado equivocado',
      exception: 'excepción',
    },
    failures: (kinds) => `Fallos por tipo: ${kinds}.`,
    failuresOfRun: (kinds) => `Fallos por tipo, prueba entera: ${kinds}.`,
    notProvenYet: (needs) =>
      needs === null
        ? 'No probado: el límite queda dentro del intervalo del 95 %.'
        : `No probado: el intervalo del 95 % queda dentro del límite a partir de ${needs} muestras, si el valor se mantiene.`,
    answerNotProven: (criteria) => `Observado, no probado: ${criteria}.`,
    criterionNeeds: (title, needs) => (needs === null ? title : `${title} (hacen falta n ≥ ${needs})`),
    monitorSource: 'muestreado por la prueba: métricas de Prometheus y avisos de los workers',
  },
  load: {
    sustained: (users, pause, rate) => `${users}, ${pause}: ${rate}`,
    latency: (p95, limit) => `el 95 % de los trabajos acabó en ${p95} (límite ${limit})`,
    noLatency: 'no se vio acabar ningún trabajo',
    errors: (share, limit) => `falló el ${share} de los recorridos (límite ${limit})`,
    passed: (facts) => `Aguanta. ${facts}.`,
    failed: (missed, of, rows, facts) =>
      `No aguanta: ${missed} de ${of} criterios sin cumplir (${rows}). ${facts}.`,
    open: (open, rows, facts) => `Sin decidir: falta el veredicto de ${open} criterios (${rows}). ${facts}.`,
    row: (title, observed, limit) => `${title}: ${observed}, límite ${limit}`,
    recovered: (seconds) => `de vuelta al nivel tranquilo ${seconds} después del pico`,
    notRecovered: 'sin volver al nivel tranquilo al final de la prueba',
    closedModel:
      'Los usuarios esperan su respuesta antes de la siguiente petición: quien no espera (webhooks, tareas programadas) apretaría más y vería tiempos más largos.',
    moreUsers: (users) => `Qué pasa por encima de ${users}: lo responde el escenario «stress».`,
    noQuietPhase: 'Recuperación tras el pico: no se midió una fase tranquila antes o después.',
    smallQuietPhase: (n) =>
      `Recuperación tras el pico: las fases tranquilas tienen ${n} muestras, pocas para un p95.`,
    noSeries: 'Tiempo de recuperación tras el pico: no hay registro por segundo de esta prueba.',
    recoveryUnseen:
      'Tiempo de recuperación tras el pico: hay pocos trabajos por segundo, o poco tiempo después, para saberlo.',
  },
};
