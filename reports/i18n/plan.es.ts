import type { PlanMessages } from './plan.en.ts';

export const plan: PlanMessages = {
  title: 'Cuántos clientes caben',
  usage: `npm run plan -- [WORKLOAD.yaml] [--client "300 trabajos/h, 4 s cada uno, pico 6x"] [opciones]

  WORKLOAD.yaml       la mezcla de un día; solo: un cliente es un inquilino medio de ella, con --client: lo que ya hay
  --client TEXTO      un cliente en palabras: trabajos/h (o /s, /min, /día), s cada uno, pico Nx, y "p95 12 s" o "fijo"
  --results RUTA      una prueba de stress o una carpeta de pruebas: tiempos y dónde acaban los demás recursos (repetible)
  --workers N         workers; por defecto, los de la prueba más reciente
  --overhead TIEMPO   lo que un trabajo cuesta a un worker además de su propio tiempo, como 50ms; por defecto, el de las pruebas, o 0
  --max-wait TIEMPO   mayor p95 de la espera que se acepta en la hora punta; por defecto, 10s
  --clients N         última fila de la tabla; por defecto, algo más de los que caben
  --seed N            semilla de los días simulados; por defecto, 1
  --out CARPETA       dónde se escriben plan.md, plan.svg y plan.json; por defecto, plan/ en la carpeta de resultados
  --json              imprime el plan como JSON y no escribe nada salvo con --out
  --lang en|es

Código de salida: 0 hay plan, 2 hay un error en lo que se dio, 3 no se pudo escribir.`,
  written: (files) => `Escrito: ${files}`,
  errors: {
    unknownFlag: (flag) => `opción desconocida ${flag} (--help las enumera)`,
    missingValue: (flag) => `${flag} necesita un valor`,
    badValue: (flag, value, expected) => `${flag} es ${value}, debe ser ${expected}`,
    oneWorkload: (count) => `un archivo de carga cada vez: se dieron ${count}`,
    nothing: 'no hay nada que planificar: indique un archivo de carga o un --client (--help muestra cómo)',
    noWorkers: 'falta --workers, y ninguna prueba de stress dice cuántos hay (--results)',
    noDuration: (item) =>
      `${item} no tiene duración y ninguna prueba de stress midió su script: dele una duración en el archivo, o --results`,
    noJobs: 'no hay ningún trabajo en el día: todas las tasas son 0',
  },
  resources: {
    workers: 'los workers',
    cpu: 'la CPU',
    'db-connections': 'las conexiones a la base de datos',
    'third-party': 'el servicio externo',
  },
  answer: {
    fit: (clients, workers, one) => `${one ? 'Cabe' : 'Caben'} ${clients} con ${workers}`,
    noneFits: (workers) => `Ni siquiera cabe un cliente así con ${workers}`,
    baseAlready: (workers) => `Lo que ya hay es demasiado para ${workers}`,
    peak: (clients, hours, rate) => `Con ${clients}, en la hora punta (${hours}) llegan ${rate}`,
    wait: (busy, wait) =>
      `Los workers están entonces ocupados al ${busy} y el 95 % de los trabajos empieza antes de ${wait}`,
    first: (resource) => `Lo primero que cede: ${resource}`,
    next: (clients, workers) => `Para ${clients} hacen falta ${workers}`,
  },
  clients: (count, one) => `${count} ${one ? 'cliente' : 'clientes'}`,
  workers: (count, one) => `${count} ${one ? 'worker' : 'workers'}`,
  rangeOf: (low, high) => `de ${low} a ${high}`,
  orMore: (count) => `${count} o más`,
  hours: (from, to) => `de ${from} a ${to} h UTC`,
  base: (jobs) => `Ya hay: ${jobs} al día.`,
  client: (jobs, peak, seconds) =>
    `Un cliente: ${jobs} al día, ${peak} en su hora punta, ${seconds} de media cada uno.`,
  columns: {
    clients: 'Clientes',
    rate: 'En la hora punta',
    occupancy: 'Workers ocupados',
    wait: 'p95 de la espera',
    formula: 'según la fórmula',
    needed: 'Workers necesarios',
    memory: 'Memoria con ellos',
    fits: 'Caben',
    first: 'Agotado',
  },
  fits: { yes: 'sí', perhaps: 'quizá', no: 'no' },
  grows: 'crece sin fin',
  table: {
    title: 'Lo que exige cada número de clientes',
    note: (limit) =>
      `En la peor hora del día; caben cuando el p95 de la espera no pasa de ${limit}. Intervalos: la menor y la mayor de las horas simuladas.`,
  },
  limits: {
    title: 'Dónde acaba cada recurso',
    resource: 'Recurso',
    clients: 'Clientes',
    rate: 'Trabajos por segundo',
  },
  chart: {
    title: 'Espera en la hora punta según los clientes',
    description:
      'p95 de la espera antes de que empiece un trabajo en la peor hora, con la menor y la mayor de las horas simuladas, y cuán ocupados están los workers.',
    wait: 'p95 de la espera, s',
    occupancy: 'workers ocupados, %',
    clients: 'clientes',
    limit: (wait) => `aceptado: ${wait}`,
    fits: (clients) => `caben ${clients}`,
  },
  headings: { outside: 'Fuera de lo medido', assumed: 'Lo que esto supone' },
  outside: {
    nothingMeasured:
      'No se dio ninguna prueba de este sistema (--results): dónde acaban su CPU, su memoria, sus conexiones y su API no se sabe; solo se planificaron los workers.',
    rate: (rate, highest, run) =>
      `El plan llega a ${rate} en la hora punta; la tasa más alta que se midió es ${highest} (${run}).`,
    workers: (planned, measured) =>
      `El plan es para ${planned}; se midió con ${measured}. Si habrá CPU, memoria y conexiones para más workers no se sabe.`,
    script: (items, script) =>
      `La prueba midió ${script}; lo que ${items} cuesta en CPU, conexiones y servicio externo no se sabe, y se toma por igual en cada trabajo.`,
    noOverhead:
      'Lo que un trabajo cuesta a un worker además de su propio tiempo no se sabe y se toma por nada: lo dice --overhead, o una prueba de stress con f/perf/echo o f/perf/sleep.',
    noMemory: 'Memoria: las pruebas dadas no la dicen.',
    memory: (measured, workers) =>
      `La memoria fue de ${measured} con ${workers}: con otro número está entre que toda sea fija y que toda crezca con los workers.`,
    leftOut: (run, why) => `Se excluye ${why}: ${run}.`,
    why: {
      'not-stress': 'por no ser de stress',
      'not-valid': 'por no ser de fiar',
      'no-capacity': 'por no alcanzar la capacidad',
      'no-workers': 'por no decir cuántos workers había ni cuán ocupados estaban',
    },
  },
  assumed: {
    arrivals:
      'Dentro de una hora los trabajos llegan sin depender unos de otros (Poisson): una campaña que lanza muchos a la vez espera más.',
    peakHour: (hours) =>
      `Un cliente en palabras tiene una hora punta, ${hours}, la misma para todos; el resto se reparte por igual.`,
    peakWithBase: (hours) =>
      `Un cliente en palabras tiene una hora punta, ${hours}: la de lo que ya hay, el peor caso; el resto se reparte por igual.`,
    averageTenant: (tenants) => `Un cliente es uno medio de los ${tenants} inquilinos que nombra el archivo.`,
    intervals: (replications) =>
      `Los intervalos de la espera son la menor y la mayor de ${replications} horas punta simuladas; otra más cae dentro de 19 de ellas 9 de cada 10 veces.`,
    fluid: 'Donde llega mucho más de lo que sale, la espera es la de las cantidades solas, sin azar.',
    exponential:
      'Los tiempos de los trabajos sin p95 varían como una exponencial; "fijo" o un p95 dirían otra cosa.',
    measuredTimes: (items) =>
      `El tiempo de ${items} es lo que costó a un worker en la prueba, y varía como una exponencial.`,
    users: (items) =>
      `${items}: se supone que los usuarios empiezan su siguiente trabajo como si nunca hubiera espera, una cota superior.`,
    poll: (wait) => `Un worker sin trabajo busca uno cada ${wait}, como los de Windmill.`,
    formulaAgrees: 'La simulación coincide con Erlang C o Allen–Cunneen donde estas valen.',
    formulaDisagrees: (clients) =>
      `La simulación y la fórmula difieren en más del 15 % y del azar con ${clients}; ahí la fórmula es una aproximación.`,
    tags: 'Todos los workers toman trabajos de todas las etiquetas; si hay prioridades, la espera es la de la clase que más espera.',
  },
};
