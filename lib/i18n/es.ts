import type { SharedMessages } from './types.ts';

export const es: SharedMessages = {
  verdict: { pass: 'APROBADO', fail: 'NO APROBADO', inconclusive: 'NO CONCLUYENTE' },
  validity: { valid: 'VÁLIDA', discarded: 'DESCARTADA', unknown: 'DESCONOCIDA' },
  evidence: {
    proven: 'probado',
    exact: 'exacto',
    notProven: 'no probado',
    needs: (samples) => `no probado, hacen falta n ≥ ${samples}`,
  },
  validityChecks: {
    'samples-present': 'hay muestras',
    'load-delivered': 'se aplicó la carga prevista',
    'no-dropped-iterations': 'sin iteraciones perdidas',
    'generator-not-busy': 'generador no saturado',
    'no-interference': 'procesador libre para la prueba',
    'target-unchanged': 'el sistema es el mismo al principio y al final',
    'clean-start': 'cola vacía al empezar',
    'journeys-sound': 'recorridos sin errores propios',
    'run-completed': 'la prueba llegó a su final previsto',
  },
  console: {
    limit: 'límite',
    observed: 'medido',
    samples: 'n',
    noSamples: 'sin muestras',
    fullReport: (summaryPath) =>
      `Datos: ${summaryPath}\nInforme completo: npm run report -- "${summaryPath}"`,
    needsReport: 'lo decide el informe completo',
    interrupted: 'La prueba se detuvo antes de su final previsto.',
    load: {
      users: (count, pause) => `${count} ${count === 1 ? 'usuario' : 'usuarios'}, ${pause}`,
      pause: (seconds) => `${seconds} s entre dos acciones`,
      noPause: 'sin pausa entre dos acciones',
    },
    stress: {
      step: (users, jobs, failed, p95) =>
        `${users} usuarios: ${jobs} trabajos/s, ${failed} % fallidos, p95 ${p95} ms`,
      limit: (held, broken) => {
        if (held === null && broken === null) return 'No se midió ningún escalón.';
        if (broken === null) return `Aguantó ${held} usuarios a la vez; el límite está más arriba.`;
        return held === null
          ? `Cedió con ${broken} usuarios, lo mínimo que se probó.`
          : `Aguantó ${held} usuarios a la vez y cedió con ${broken}.`;
      },
    },
    fault: {
      phase: (name, journeys, failed, p95) =>
        `${name}: ${journeys} recorridos, ${failed} % fallidos, p95 ${p95} ms`,
      unanswered: (submissions, seconds) => `${submissions} sin respuesta en ${seconds} s`,
      back: (seconds, watched) =>
        seconds === null
          ? `Sin recuperar en ${watched} s tras el fallo, según el simple recuento.`
          : `Recuperado ${seconds} s después del fallo, según el simple recuento.`,
    },
    arm: (name, counted, expected) => `${name}: ${counted} efectos, ${expected} esperados`,
    tenants: {
      foreign: (kinds) => `Respuestas con datos de otro cliente: ${kinds}`,
      letIn: (kinds) => `Lecturas de datos de otro cliente que se permitieron: ${kinds}`,
      neighbour: (quiet, noisy) =>
        `p95 ${quiet} ms en las ventanas tranquilas, ${noisy} ms junto a un cliente que satura`,
    },
  },
};
