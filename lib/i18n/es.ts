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
    'jobs-lost': {
      title: 'Trabajos aceptados que nunca acabaron',
      next: 'Siga uno de los identificadores perdidos (events.log): ¿se confirmó en la base antes de darse por aceptado? ¿sigue en la cola?',
    },
    'jobs-repeated': {
      title: 'Trabajos duplicados o ejecutados más de una vez',
      next: 'Busque un reintento que envíe con otro identificador y reinicios de trabajos cuyo worker seguía vivo.',
    },
    'recovery-time': {
      title: 'Tiempo de recuperación tras el fallo',
      next: 'Mire cómo abren conexiones nuevas el servidor y los workers, y si quedan reintentos después del fallo.',
    },
    'outage-answer-time': {
      title: 'Espera de una respuesta durante el fallo, p95',
      next: 'Ponga límites de tiempo a las conexiones y consultas de la base: el cliente debe fallar pronto, no quedarse colgado.',
    },
    'foreign-answers': {
      title: 'Respuestas con datos de otro trabajo o cliente',
      next: 'Trátelo como una fuga de datos: mire qué se responde desde una caché mientras falta la base.',
    },
    'bystander-ratio': {
      title: 'p95 de los trabajos que no llaman al tercero, durante el fallo respecto a antes',
      next: 'Reserve workers para ellos: un límite de tiempo en cada llamada externa y un grupo propio para los trabajos que esperan.',
    },
    'bystander-queue-wait': {
      title: 'Espera en cola de los trabajos que no llaman al tercero, p95 durante el fallo',
      next: 'Todos los workers están ocupados por trabajos que esperan: acorte su límite de tiempo o deles workers propios.',
    },
    'callers-late': {
      title: 'Trabajos que llaman al tercero y superaron su límite de tiempo',
      next: 'Busque llamadas externas sin límite de tiempo y reintentos dentro del trabajo.',
    },
    'effects-repeated': {
      title: 'Eventos cuyos efectos se aplicaron más de una vez',
      next: 'Haga de la detección de duplicados y los efectos una sola transacción, decidida por una clave única de cliente e identificador.',
    },
    'effects-missing': {
      title: 'Eventos cuyos efectos faltan',
      next: 'Mire qué se toma por duplicado: solo puede serlo el mismo identificador del mismo cliente.',
    },
    'foreign-data': {
      title: 'Respuestas con datos de otro cliente',
      next: 'Trátelo como una fuga de datos: mire las fugas de abajo y busque consultas, cachés y variables compartidas que omiten el espacio de trabajo.',
    },
    'cross-tenant-reads': {
      title: 'Lecturas de datos de otro cliente que no se denegaron',
      next: 'Abra las fugas de abajo: cada una nombra la ruta y los dos clientes. Revise si esa ruta tiene en cuenta el espacio de trabajo en la consulta y en la caché.',
    },
    'neighbour-ratio': {
      title: 'p95 junto a un cliente que satura, respecto al p95 sin él',
      next: 'Donde los workers toman el trabajo más antiguo, sea de quien sea, como los de Windmill, si un cliente satura los demás esperan: dé a cada cliente workers propios (etiquetas, grupos de workers) o frene al que satura antes de que sus trabajos entren en la cola.',
    },
    'fairness-min-share': {
      title: 'Ritmo que mantuvo el cliente peor parado junto a uno que satura',
      next: 'Mire la tabla de clientes: quién perdió su ritmo y si lo hicieron esperar los workers o la API.',
    },
    'fairness-jain': {
      title: 'Índice de Jain del ritmo que mantuvieron los clientes',
      next: 'No se trata igual a todos: busque prioridades, etiquetas y grupos de workers que favorezcan a uno.',
    },
    'tenant-scaling': {
      title: 'Crecimiento del p95 con el número de clientes, exponente',
      next: 'Busque trabajo que se hace una vez por cliente en cada petición: permisos, cachés, consultas sobre todos los espacios.',
    },
    'tenant-errors': {
      title: 'Recorridos fallidos, todos los clientes',
      next: 'Mire los tipos de fallo y el primero de ellos en el registro del servidor.',
    },
    'access-denied': {
      title: 'Pruebas sin token válido que entraron',
      next: 'Abra las pruebas de abajo: cada una dice la ruta y quién preguntó. Cierre primero esa ruta.',
    },
    'tenant-boundary': {
      title: 'Pruebas de otro cliente que llegaron a datos ajenos',
      next: 'Trátelo como una fuga de datos: busque consultas y cachés que omiten el espacio de trabajo.',
    },
    'rights-enforced': {
      title: 'Pruebas que excedían los derechos de su token y pasaron',
      next: 'Revise cómo se aplican los permisos del token y el rol de su usuario en la ruta indicada abajo.',
    },
    'webhook-signature': {
      title: 'Entregas de webhook falsificadas o antiguas que se procesaron',
      next: 'Compare la firma sobre "timestamp.body" en tiempo constante y rechace marcas de tiempo antiguas antes de guardar nada.',
    },
    'errors-without-internals': {
      title: 'Errores que revelan el interior',
      next: 'Responda con un texto fijo y registre la causa en el servidor.',
    },
    'secrets-hidden': {
      title: 'Secretos en respuestas, registros de trabajos y del servidor',
      next: 'Cambie lo que se muestra abajo y enmascárelo donde se escribió.',
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
