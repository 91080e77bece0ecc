import type { CompareMessages } from './compare.en.ts';

const runs = (count: number) => `${count} ${count === 1 ? 'prueba' : 'pruebas'}`;

export const compare: CompareMessages = {
  title: 'Comparación de pruebas',
  status: {
    'not-comparable': 'NO COMPARABLES',
    'not-enough': 'SIN VEREDICTO',
    'no-regression': 'SIN REGRESIÓN',
    regression: 'REGRESIÓN',
  },
  sentence: {
    notComparable: (count) =>
      `Las pruebas se hicieron en condiciones distintas (${count === 1 ? 'difiere 1 campo' : `difieren ${count} campos`}): sus cifras no se pueden comparar.`,
    notEnough: (a, b, needed) =>
      `${runs(a)} frente a ${runs(b)}: no bastan para dar un veredicto, que exige ${needed} por lado. Las diferencias siguientes pueden deberse al azar.`,
    mostlyLeftOut: (a, b) =>
      `${a} pruebas frente a ${b}: la mayoría de un conjunto se descartó, y lo que queda lo eligió aquello que descartó las demás. Sin veredicto.`,
    noRegression: (a, b) => `${runs(a)} frente a ${runs(b)}: ninguna cifra ha empeorado más allá del azar.`,
    regression: (count, a, b) =>
      `${runs(a)} frente a ${runs(b)}: ${count === 1 ? '1 cifra ha empeorado' : `${count} cifras han empeorado`}.`,
    oneSided: (figures) => `Medido solo en un lado, así que nada se puede decir de: ${figures}`,
    notUsable: (ids) => `Excluidas, porque su propia validez no se sostiene: ${ids}`,
  },
  sideA: 'A (antes)',
  sideB: 'B (después)',
  figures: 'Cifras, de mayor a menor cambio',
  metric: 'Cifra',
  change: 'Cambio',
  shift: (confidence) => `Desplazamiento (intervalo del ${confidence})`,
  pValue: 'p',
  samples: 'n',
  effect: 'Efecto',
  effectNames: {
    improvement: 'mejor',
    regression: 'peor',
    none: 'sin diferencia más allá del azar',
    'no-verdict': 'sin veredicto',
  },
  better: { lower: 'mejor cuanto menor', higher: 'mejor cuanto mayor' },
  differsIn: 'Condiciones que difieren',
  subject: 'Qué se comparó',
  field: 'Campo',
  missing: 'no consta',
  allowHint: (fields) => `Si la diferencia es lo que quiere medir: --allow ${fields}`,
  dropped: (count, share) =>
    count === 1
      ? `Se omite 1 cifra que cambió menos del ${share}.`
      : `Se omiten ${count} cifras que cambiaron menos del ${share}.`,
  nothingLeft: 'Ninguna cifra cambió lo bastante para mostrarla.',
  verdictsA: 'Veredictos en A',
  verdictsB: 'Veredictos en B',
  metricNames: {
    'job-p50': 'Latencia p50 de los trabajos',
    'job-p95': 'Latencia p95 de los trabajos',
    'job-p99': 'Latencia p99 de los trabajos',
    'request-p95': 'Latencia p95 de las peticiones',
    'error-share': 'Proporción fallida',
    'job-rate': 'Trabajos completados por segundo',
    cpu: 'CPU del sistema probado',
    memory: 'Memoria del sistema probado',
    'max-users': 'Mayor número de usuarios que fue bien',
    'peak-jobs': 'Rendimiento máximo',
    'detect-time': 'Tiempo hasta notarse',
    'recover-time': 'Tiempo hasta recuperarse',
    'neighbour-ratio': 'p95 junto a un cliente ruidoso respecto a la calma',
    fairness: 'Índice de equidad de Jain',
  },
  method: (alpha, share) =>
    `Prueba exacta de Mann–Whitney con una cifra por prueba, p < ${alpha}, y desplazamiento de Hodges–Lehmann de al menos el ${share}.`,
  errors: {
    usage:
      'Uso: npm run compare -- A B            carpetas de prueba, archivos result.json o carpetas con un conjunto de pruebas\n' +
      '     npm run compare -- --a R1 R2 … --b R3 R4 …\n' +
      'Opciones: --lang en|es · --markdown ARCHIVO (escribe también ahí) · --allow CAMPO,CAMPO (pueden diferir; release: lo que cambia una versión)\n' +
      'Código de salida: 0 sin regresión · 1 regresión · 2 uso · 4 no comparables, o faltan pruebas',
    twoSides: 'Hacen falta dos lados: lo de antes (A) y lo de después (B).',
    missingValue: (flag) => `${flag} necesita un valor.`,
    unknownFlag: (flag) => `Opción desconocida: ${flag}.`,
    noResult: (path) => `${path}: no existe ese archivo o carpeta.`,
    noRuns: (path) => `${path}: no contiene ninguna prueba (la carpeta de una prueba tiene un result.json).`,
    notAResult: (path, where) => `${path}: no es un resultado de esta suite (${where}).`,
    sameRun: (runId) => `La prueba ${runId} aparece más de una vez; una prueba cuenta una vez.`,
  },
};
