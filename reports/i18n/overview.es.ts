import type { OverviewMessages } from './overview.en.ts';

export const overview: OverviewMessages = {
  title: 'Resumen de las ejecuciones',
  tally: (passed, planned, left) =>
    `${passed} de ${planned} cumplen${left === 0 ? '' : `, ${left} sin empezar`}`,
  couldNotRun: 'NO SE PUDO EJECUTAR',
  noResult: 'No hay resultado: la ejecución no se pudo llevar a cabo.',
  notBegun: 'sin empezar',
  columns: {
    run: 'Escenario',
    verdict: 'Veredicto',
    answer: 'Respuesta',
    decisive: 'Lo que decide (límite)',
    course: 'En el tiempo',
    duration: 'Duración',
  },
  report: 'informe',
  course: {
    jobsPerSecond: 'Trabajos por segundo durante la ejecución',
    requestsPerSecond: 'Peticiones por segundo durante la ejecución',
  },
  moreCriteria: (count) => `y ${count} más que no cumplen`,
  set: 'El conjunto',
};
