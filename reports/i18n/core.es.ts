import type { CoreMessages } from './core.en.ts';

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const report: CoreMessages = {
  suite: 'Rendimiento de AutWinmill',
  documentTitle: (scenario, runId) => `${scenario} · ${runId} · Rendimiento de AutWinmill`,
  noSamples: 'sin muestras',
  units: {
    user: 'usuario',
    users: 'usuarios',
    cores: (used, of) => (of === null ? `${used} núcleos` : `${used} de ${of} núcleos`),
    named: {
      jobs: 'trabajos',
      'jobs/s': 'trabajos/s',
      'requests/s': 'peticiones/s',
      'ms/h': 'ms/h',
      'MB/h': 'MB/h',
      '%/h': '%/h',
      '1/h': 'por hora',
      'jobs/s/h': 'trabajos/s por hora',
    },
  },
  profile: { smoke: 'de humo (segundos)', short: 'corta (minutos)', full: 'completa' },
  scenarioLine: {
    load: 'Cómo responde el sistema con esta carga',
    stress: 'Cuántos usuarios aguanta y qué cede primero',
    soak: 'Si pierde memoria o se ralentiza con el tiempo',
    multitenant: 'Si un cliente ve o nota a otro',
    'db-outage': 'Qué pasa cuando Postgres cae y vuelve',
    'api-latency': 'Si un tercero lento queda contenido',
    'duplicate-webhooks': 'Si un evento repetido surte efecto una sola vez',
    security: 'Si hay algo expuesto',
  },
  duration: 'duración',
  started: 'inicio',
  headings: {
    believe: '¿Se puede creer esta prueba?',
    answer: 'La respuesta',
    decision: 'Criterios',
    failures: 'Lo que no se aprobó y dónde mirar ahora',
    comparison: 'Comparación con la referencia',
    charts: 'Gráficos',
    notEstablished: 'Lo que esta prueba no ha establecido',
    fingerprint: 'Huella: qué se probó, cómo y desde dónde',
    figures: 'Cifras',
    tables: 'Todas las cifras',
  },
  believe: {
    sentence: {
      valid:
        'Se cumplen todas las comprobaciones de la propia medición: las cifras describen el sistema probado.',
      discarded: 'No use estas cifras: algo distinto del sistema probado las ha condicionado.',
      unknown: 'No se sabe si estas cifras describen el sistema probado. No decida solo con ellas.',
    },
    passed: (passed, total) =>
      `${passed} de ${plural(total, 'comprobación cumplida', 'comprobaciones cumplidas')}`,
    noChecks: 'No se hizo ninguna comprobación de la medición.',
    allChecks: 'Todas las comprobaciones de la medición',
  },
  notToBeUsed: 'no es fiable: véase más arriba',
  columns: {
    check: 'Comprobación',
    criterion: 'Criterio',
    observed: 'Medido',
    limit: 'Límite',
    observedAndLimit: 'Medido (límite)',
    interval: 'Intervalo del 95 %',
    samples: 'n',
    verdict: 'Veredicto',
    evidence: 'Prueba',
    detail: 'Detalle',
    setting: 'Campo',
    value: 'Valor',
  },
  wholeRun: 'toda la prueba',
  missed: (missed, open, total) => {
    const parts: string[] = [];
    if (missed > 0)
      parts.push(`${missed} de ${plural(total, 'criterio incumplido', 'criterios incumplidos')}`);
    if (open > 0) parts.push(`${open} de ${plural(total, 'criterio sin decidir', 'criterios sin decidir')}`);
    if (parts.length > 0) return parts.join(', ');
    return total === 1 ? 'se cumple el único criterio' : `se cumplen los ${total} criterios`;
  },
  observedAgainst: (observed, limit, samples) => `${observed}, límite ${limit}, n = ${samples}`,
  inRank: (share) => `±${share} en rango`,
  intervalOf: (low, high) => `de ${low} a ${high}`,
  nextLabel: 'Dónde mirar',
  nothingOpen: 'No se anotó nada pendiente.',
  moreCriteria: (count) => plural(count, 'criterio más', 'criterios más'),
  moreRows: (count) => `${plural(count, 'fila más', 'filas más')} en result.json`,
  everyRow: (seconds) => `Cada fila abarca ${seconds}: media de tasas y proporciones, latencia más alta.`,
  tableBehind: 'Las cifras de este gráfico',
  fingerprintParts: {
    target: 'Sistema probado',
    engine: 'Motor de carga',
    generator: 'Máquina generadora',
    settings: 'Ajustes',
    revision: 'Revisión de la suite',
    seed: 'Semilla',
    suiteVersion: 'Versión de la suite',
    runId: 'Prueba',
  },
  none: 'ninguno',
  skipToContent: 'Ir a la respuesta',
  junit: { validity: 'validez', criteria: 'criterios', run: 'la prueba en conjunto' },
  annotationsLeft: (count) => `${plural(count, 'problema más', 'problemas más')}: véase el informe`,
};
