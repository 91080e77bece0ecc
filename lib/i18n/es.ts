import type { SharedMessages } from './types.ts';

export const es: SharedMessages = {
  verdict: { pass: 'APROBADO', fail: 'NO APROBADO', inconclusive: 'NO CONCLUYENTE' },
  validity: { valid: 'VÁLIDA', discarded: 'DESCARTADA', unknown: 'DESCONOCIDA' },
  validityChecks: {
    'samples-present': 'hay muestras',
    'load-delivered': 'se aplicó la carga prevista',
    'no-dropped-iterations': 'sin iteraciones perdidas',
    'generator-not-busy': 'generador no saturado',
    'target-unchanged': 'el sistema es el mismo al principio y al final',
    'clean-start': 'cola vacía al empezar',
    'journeys-sound': 'recorridos sin errores propios',
    'run-completed': 'la prueba llegó a su final previsto',
  },
  criteria: {
    'latency-p95': {
      title: 'Latencia p95, del envío al final',
      next: 'Compare la espera en cola con el tiempo del trabajo: una espera larga indica que faltan workers; un trabajo largo, un script o un tercero lento.',
    },
    'error-rate': {
      title: 'Recorridos fallidos',
      next: 'Mire los estados por fase y el registro del servidor en el primer fallo.',
    },
    'jobs-completed': {
      title: 'Trabajos aceptados que acabaron a tiempo',
      next: 'Compruebe que hay workers vivos (workers/list) y que la cola se vacía.',
    },
    'wrong-results': {
      title: 'Resultados de otro trabajo o espacio',
      next: 'Trátelo como una fuga de datos mientras no se demuestre lo contrario: pare y busque cachés sin trabajo o espacio en la clave.',
    },
    'burst-recovery': {
      title: 'p95 tras el pico respecto al p95 anterior',
      next: 'Mire la cola después del pico: si no se vacía, el pico superó a los workers.',
    },
    'stress-max-users': {
      title: 'Usuarios a la vez que aguantó',
      next: 'Mire qué se saturó primero en la tabla de escalones: workers, CPU, conexiones, o un bloqueo que no aparece en ninguno.',
    },
    'stress-wrong-results': {
      title: 'Resultados de otro trabajo o espacio, prueba entera',
      next: 'Trátelo como una fuga de datos mientras no se demuestre lo contrario: pare y busque qué comparten los trabajos simultáneos.',
    },
    'soak-memory': {
      title: 'Crecimiento del suelo de memoria',
      next: 'Tome volcados de memoria con una hora de diferencia y busque listas y cachés sin tope.',
    },
    'soak-latency': {
      title: 'Crecimiento del p95',
      next: 'Busque tablas que crecen sin índice o sin limpieza (trabajos acabados, registros) y consultas lentas.',
    },
    'soak-throughput': {
      title: 'Pérdida de rendimiento',
      next: 'Compare los trabajos por worker a lo largo del tiempo: workers que dejan de responder o trabajos cada vez más largos.',
    },
    'soak-connections': {
      title: 'Crecimiento de las conexiones abiertas a la base de datos',
      next: 'Mire en pg_stat_activity las conexiones inactivas y quién las abrió: alguna no se devuelve tras un error.',
    },
    'soak-errors': {
      title: 'Crecimiento de la tasa de recorridos fallidos',
      next: 'Mire los tipos de fallo de las últimas ventanas y el registro del servidor desde entonces.',
    },
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
  },
};
