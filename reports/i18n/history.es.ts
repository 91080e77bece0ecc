import type { HistoryMessages } from './history.en.ts';

export const history: HistoryMessages = {
  title: 'Historial de pruebas',
  intro:
    'Una línea por prueba. Solo se unen las pruebas hechas en las mismas condiciones; la marca llena aprobó, el aspa no aprobó y la marca vacía no concluye o no se puede creer.',
  runs: (count) => `${count} ${count === 1 ? 'prueba' : 'pruebas'}`,
  broken: (count, lines) =>
    count === 1
      ? `No se pudo leer 1 línea del historial y se ha omitido (línea ${lines}).`
      : `No se pudieron leer ${count} líneas del historial y se han omitido (líneas ${lines}).`,
  empty: (path) => `Todavía no hay pruebas en ${path}.`,
  run: 'Prueba',
  started: 'Inicio',
  verdict: 'Veredicto',
  validity: 'Validez',
  conditions: 'Condiciones',
  conditionsNote: 'La misma letra indica el mismo sistema, ajustes, motor y máquina.',
  over: (title) => `${title}, prueba a prueba`,
  chartDescription: (title, count) =>
    `${title} en las últimas ${count} pruebas, de la más antigua a la última.`,
  lastRuns: (shown, total) => `Las últimas ${shown} de ${total} pruebas`,
  written: (files) => `Escrito: ${files}`,
  usage: 'Uso: npm run history -- [RESULTS_DIR] [--lang en|es]',
  pass: 'aprobó',
  fail: 'no aprobó',
  open: 'no concluye o no es válida',
  version: 'Versión',
};
