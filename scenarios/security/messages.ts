import type { Language } from '../../lib/i18n/types.ts';

interface Counts {
  readonly checked: number;
  readonly failed: number;
  /** Places in logs where a secret stood. */
  readonly findings: number;
  /** Logs of the server that were searched. */
  readonly logs: number;
}

interface SecurityWords {
  readonly answer: (counts: Counts) => string;
  readonly delivered: (probes: number, requests: number) => string;
  readonly untimed: string;
  readonly failed: (places: readonly string[], total: number) => string;
  readonly noServerLog: string;
  readonly notChecked: (count: number, reasons: readonly string[]) => string;
  readonly unreadable: (source: string, reason: string) => string;
  readonly byTime: string;
  readonly limits: string;
}

const andMore = (places: readonly string[], total: number, more: string) =>
  `${places.join(', ')}${total > places.length ? ` ${more} ${total - places.length}` : ''}`;

export const SECURITY_WORDS: Readonly<Record<Language, SecurityWords>> = {
  en: {
    answer: ({ checked, failed, findings, logs }) => {
      const logText =
        logs === 0 ? 'no server log was searched' : `${logs} server ${logs === 1 ? 'log' : 'logs'} searched`;
      if (failed === 0 && findings === 0) {
        return `Nothing was exposed to ${checked} probes; ${logText}, no secret found.`;
      }
      return `${failed} of ${checked} probes found something exposed, and ${findings} ${findings === 1 ? 'line' : 'lines'} of the logs ${findings === 1 ? 'holds' : 'hold'} a secret (${logText}).`;
    },
    delivered: (probes, requests) => `${probes} probes were carried out, with ${requests} requests`,
    untimed: 'probes are not timed: how busy the machine was does not matter',
    failed: (places, total) => andMore(places, total, 'and'),
    noServerLog: 'No log of the server could be searched completely: name its files in LOG_FILES.',
    notChecked: (count, reasons) =>
      `${count} ${count === 1 ? 'probe was' : 'probes were'} not checked: ${reasons.join('; ')}.`,
    unreadable: (source, reason) => `The log ${source} was not searched: ${reason}.`,
    byTime:
      'What of the findings in logs is this run’s: without the runner, lines of earlier runs were told by their times, and lines without a time count all the same.',
    limits:
      'These probes are quick checks of known routes, no penetration test: what was not asked was not answered.',
  },
  es: {
    answer: ({ checked, failed, findings, logs }) => {
      const logText =
        logs === 0
          ? 'no se examinó ningún registro del servidor'
          : `${logs} ${logs === 1 ? 'registro examinado' : 'registros examinados'} del servidor`;
      if (failed === 0 && findings === 0) {
        return `Nada quedó expuesto ante ${checked} pruebas; ${logText}, ningún secreto encontrado.`;
      }
      return `${failed} de ${checked} pruebas hallaron algo expuesto, y ${findings} ${findings === 1 ? 'línea' : 'líneas'} de los registros ${findings === 1 ? 'contiene' : 'contienen'} un secreto (${logText}).`;
    },
    delivered: (probes, requests) => `se hicieron ${probes} pruebas, con ${requests} peticiones`,
    untimed: 'las pruebas no se cronometran: no importa cuán ocupada estuviera la máquina',
    failed: (places, total) => andMore(places, total, 'y'),
    noServerLog:
      'No se pudo examinar por completo ningún registro del servidor: indique sus archivos en LOG_FILES.',
    notChecked: (count, reasons) =>
      `${count} ${count === 1 ? 'prueba no se comprobó' : 'pruebas no se comprobaron'}: ${reasons.join('; ')}.`,
    unreadable: (source, reason) => `El registro ${source} no se examinó: ${reason}.`,
    byTime:
      'Qué hallazgos de los registros son de esta prueba: sin el programa que la lanza, las líneas anteriores se distinguieron por su hora, y las que no la llevan cuentan igualmente.',
    limits:
      'Son comprobaciones rápidas de rutas conocidas, no una prueba de intrusión: lo que no se preguntó no se respondió.',
  },
};
