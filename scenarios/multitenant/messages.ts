/** The sentences of a multitenant run. Figures arrive as text, in the reader's language. */
import type { Language } from '../../lib/i18n/types.ts';
import { listIn } from '../../reports/i18n/list.ts';
import type { Failure } from '../../reports/stats/outcome.ts';

/** What the neighbours of a flooding tenant felt. */
export interface Felt {
  readonly quiet: string;
  readonly noisy: string;
  readonly ratio: string;
  readonly share: string;
  readonly neighbours: number;
}

export interface MultitenantWords {
  readonly names: (names: readonly string[]) => string;
  readonly unproven: (kinds: string) => string;
  readonly untried: (kinds: string) => string;
  readonly hits: (kinds: string) => string;
  /** Where in the answers foreign data stood, and how it was spelled. */
  readonly places: (parts: string, forms: string) => string;
  readonly example: (leak: {
    readonly request: string;
    readonly askedBy: string;
    readonly belongsTo: string;
  }) => string;
  readonly straddles: string;
  readonly reason: (failure: Failure) => string;
  readonly noPace: (tenants: number) => string;
  readonly noFlood: string;
  readonly neverGone: string;
  readonly busyWhenQuiet: (pace: string) => string;
  /** The same, where the ratio is a miss all the same. */
  readonly busyAndWorse: (pace: string) => string;
  readonly elsewhere: (quiet: string, elsewhere: string, ratio: string, other: string) => string;
  readonly worst: (workspace: string) => string;
  readonly noRecord: string;
  readonly answer: {
    readonly isolated: (tenants: string, answers: string, reads: string) => string;
    readonly leaks: (found: string, answers: string, letIn: string, reads: string) => string;
    readonly isolationOpen: string;
    readonly fair: (felt: Felt) => string;
    readonly unfair: (felt: Felt) => string;
    readonly neighbourOpen: (ratio: string) => string;
    readonly scales: (tenants: string, exponent: string) => string;
    readonly scalesBadly: (tenants: string, exponent: string) => string;
    readonly scalingOpen: string;
    readonly errors: (share: string) => string;
  };
  readonly notes: {
    readonly smallestLeak: (answers: string) => string;
    readonly asked: string;
    readonly unanswered: (reads: string) => string;
    readonly fewTenants: (have: number, need: number) => string;
    readonly smallFlood: (users: string, workers: string) => string;
    readonly workersUnknown: (users: string) => string;
    readonly oneNeighbour: string;
    readonly leftOut: (share: string) => string;
    readonly noLedger: string;
  };
}

const en: MultitenantWords = {
  names: listIn('en'),
  unproven: (kinds) => `tenants did not find their own canaries in ${kinds}: nothing is shown there`,
  untried: (kinds) => `never tried: ${kinds}`,
  hits: (kinds) => `by kind: ${kinds}`,
  places: (parts, forms) => `by place: ${parts}; by spelling: ${forms}`,
  example: ({ request, askedBy, belongsTo }) =>
    `for instance ${request}: ${askedBy} asked, ${belongsTo} owns it`,
  straddles: 'the limit lies inside of the interval: a longer run is needed for a verdict',
  reason: ({ reason }) => reason,
  noPace: (tenants) =>
    tenants === 1
      ? 'one tenant has no jobs in the quiet windows'
      : `${tenants} tenants have no jobs in the quiet windows, or were not counted apart`,
  noFlood: 'the flooding tenant got no job through: its neighbours had nothing to feel',
  neverGone:
    'the flood’s jobs were not gone before any quiet window ended, so there is no quiet level: take a longer profile, or less of NEIGHBOUR_USERS or NEIGHBOUR_JOB_MS',
  busyWhenQuiet: (pace) =>
    `in the quiet windows the tenants kept only ${pace} of their pace: the system is full without a flood, and what a flood adds cannot be told; take fewer USERS`,
  busyAndWorse: (pace) =>
    `in the quiet windows the tenants kept only ${pace} of their pace: the system was slow without a flood, too, so that the ratio is rather larger; take fewer USERS to see how much`,
  elsewhere: (quiet, elsewhere, ratio, other) =>
    `the quiet windows (p95 ${quiet}) were not like the same load elsewhere in the run (p95 ${elsewhere}): by the one the ratio is ${ratio}, by the other ${other}, on two sides of the limit`,
  worst: (workspace) => `worst off: ${workspace}`,
  noRecord: 'The run did not record its tenants: nothing can be said about them.',
  answer: {
    isolated: (tenants, answers, reads) =>
      `No tenant of ${tenants} saw another's data, in ${answers} answers and ${reads} reads with the wrong token or in the wrong workspace`,
    leaks: (found, answers, letIn, reads) =>
      `Tenants see each other's data: ${found} of ${answers} answers held data of another tenant, and ${letIn} of ${reads} forbidden reads were let in`,
    isolationOpen: 'Isolation is undecided',
    fair: ({ quiet, noisy, ratio, share, neighbours }) =>
      neighbours === 1
        ? `beside a flooding tenant the p95 of the other goes from ${quiet} to ${noisy} (${ratio}), and it keeps ${share} of its pace`
        : `beside a flooding tenant the p95 of the others goes from ${quiet} to ${noisy} (${ratio}) and the worst off keeps ${share} of its pace`,
    unfair: ({ quiet, noisy, ratio, share, neighbours }) =>
      neighbours === 1
        ? `one tenant feels the other: while it floods, the other's p95 goes from ${quiet} to ${noisy} (${ratio}), and it keeps ${share} of its pace`
        : `one tenant feels another: while it floods, the p95 of the others goes from ${quiet} to ${noisy} (${ratio}) and the worst off keeps ${share} of its pace`,
    neighbourOpen: (ratio) => `what neighbours feel is undecided (p95 ratio ${ratio})`,
    scales: (tenants, exponent) =>
      `from 1 to ${tenants} tenants at the same load the p95 does not grow out of proportion (exponent ${exponent})`,
    scalesBadly: (tenants, exponent) =>
      `from 1 to ${tenants} tenants at the same load the p95 grows out of proportion (exponent ${exponent})`,
    scalingOpen: 'growth with the number of tenants is undecided',
    errors: (share) => `${share} of all journeys failed`,
  },
  notes: {
    smallestLeak: (answers) =>
      `A leak that shows in fewer than one of ${answers} answers would probably not have been seen.`,
    asked:
      'Isolation was tested through the API, on the kinds of data that the run made itself: not in the database, the workers’ disks or the network.',
    unanswered: (reads) =>
      `${reads} forbidden reads had no answer that could be judged (busy or broken); they do not count.`,
    fewTenants: (have, need) =>
      `Growth with the number of tenants: not asked for. ${have} tenants were at work; it takes at least ${need} workspaces with a user of their own each (the community edition of Windmill allows two).`,
    smallFlood: (users, workers) =>
      `The flooding tenant had ${users} users for ${workers} workers and could not fill them: raise NEIGHBOUR_USERS.`,
    workersUnknown: (users) =>
      `How many workers there are is not shown to these tokens: whether ${users} flooding users were more than them is not known.`,
    oneNeighbour: 'With a single neighbour, Jain’s index is 1 by definition; its share alone tells.',
    leftOut: (share) =>
      `In ${share} of the quiet windows the jobs that the flood had left were not gone in time: those are left out.`,
    noLedger:
      'Without the ledger of the runner the ratio is that of typical windows, and leaks are counted but not described.',
  },
};

const REASONS_ES: Readonly<Record<string, string>> = {
  empty: 'sin muestras',
  'too-few-windows': 'muy pocas ventanas con muestras',
  'too-few-levels': 'muy pocos números de clientes con muestras',
  'not-positive': 'hay latencias que no son mayores que cero',
  'all-zero': 'todas las latencias son cero',
};

const es: MultitenantWords = {
  names: listIn('es'),
  unproven: (kinds) => `los clientes no hallaron sus propios canarios en ${kinds}: ahí no se demuestra nada`,
  untried: (kinds) => `nunca se intentó: ${kinds}`,
  hits: (kinds) => `por tipo: ${kinds}`,
  places: (parts, forms) => `por lugar: ${parts}; por forma: ${forms}`,
  example: ({ request, askedBy, belongsTo }) =>
    `por ejemplo ${request}: preguntó ${askedBy}, es de ${belongsTo}`,
  straddles: 'el límite queda dentro del intervalo: hace falta una prueba más larga para un veredicto',
  reason: ({ code, reason }) => REASONS_ES[code] ?? reason,
  noPace: (tenants) =>
    tenants === 1
      ? 'un cliente no tiene trabajos en las ventanas tranquilas'
      : `${tenants} clientes no tienen trabajos en las ventanas tranquilas, o no se contaron por separado`,
  noFlood: 'el cliente que satura no completó ningún trabajo: sus vecinos no tenían nada que notar',
  neverGone:
    'los trabajos del cliente que satura no habían terminado antes del final de ninguna ventana tranquila, así que no hay nivel tranquilo: use un perfil más largo, o reduzca NEIGHBOUR_USERS o NEIGHBOUR_JOB_MS',
  busyWhenQuiet: (pace) =>
    `en las ventanas tranquilas los clientes solo mantuvieron el ${pace} de su ritmo: el sistema está lleno sin que nadie sature, y no se puede saber cuánto añade quien satura; use menos USERS`,
  busyAndWorse: (pace) =>
    `en las ventanas tranquilas los clientes solo mantuvieron el ${pace} de su ritmo: el sistema también iba lento sin que nadie saturara, así que la razón es más bien mayor; use menos USERS para ver cuánto`,
  elsewhere: (quiet, elsewhere, ratio, other) =>
    `las ventanas tranquilas (p95 ${quiet}) no fueron como la misma carga en otra parte de la prueba (p95 ${elsewhere}): según las unas la razón es ${ratio}, según la otra ${other}, a ambos lados del límite`,
  worst: (workspace) => `el peor parado: ${workspace}`,
  noRecord: 'La prueba no registró sus clientes: nada se puede decir de ellos.',
  answer: {
    isolated: (tenants, answers, reads) =>
      `Ninguno de los ${tenants} clientes vio datos de otro, en ${answers} respuestas y ${reads} lecturas con el token equivocado o en el espacio de trabajo equivocado`,
    leaks: (found, answers, letIn, reads) =>
      `Los clientes ven datos de otros: ${found} de ${answers} respuestas llevaban datos de otro cliente y se permitieron ${letIn} de ${reads} lecturas prohibidas`,
    isolationOpen: 'El aislamiento queda sin decidir',
    fair: ({ quiet, noisy, ratio, share, neighbours }) =>
      neighbours === 1
        ? `junto a un cliente que satura, el p95 del otro pasa de ${quiet} a ${noisy} (${ratio}) y mantiene el ${share} de su ritmo`
        : `junto a un cliente que satura, el p95 de los demás pasa de ${quiet} a ${noisy} (${ratio}) y el peor parado mantiene el ${share} de su ritmo`,
    unfair: ({ quiet, noisy, ratio, share, neighbours }) =>
      neighbours === 1
        ? `un cliente nota al otro: mientras este satura, el p95 del otro pasa de ${quiet} a ${noisy} (${ratio}) y mantiene el ${share} de su ritmo`
        : `un cliente nota a otro: mientras este satura, el p95 de los demás pasa de ${quiet} a ${noisy} (${ratio}) y el peor parado mantiene el ${share} de su ritmo`,
    neighbourOpen: (ratio) => `lo que notan los vecinos queda sin decidir (razón de p95 ${ratio})`,
    scales: (tenants, exponent) =>
      `de 1 a ${tenants} clientes con la misma carga, el p95 no crece de forma desproporcionada (exponente ${exponent})`,
    scalesBadly: (tenants, exponent) =>
      `de 1 a ${tenants} clientes con la misma carga, el p95 crece de forma desproporcionada (exponente ${exponent})`,
    scalingOpen: 'el crecimiento con el número de clientes queda sin decidir',
    errors: (share) => `falló el ${share} de los recorridos`,
  },
  notes: {
    smallestLeak: (answers) =>
      `Una fuga que aparezca en menos de una de cada ${answers} respuestas probablemente no se habría visto.`,
    asked:
      'El aislamiento se probó a través de la API, con los tipos de datos que creó la propia prueba: no en la base de datos, ni en los discos de los workers, ni en la red.',
    unanswered: (reads) =>
      `${reads} lecturas prohibidas no tuvieron una respuesta que se pudiera juzgar (saturación o avería); no cuentan.`,
    fewTenants: (have, need) =>
      `Crecimiento con el número de clientes: no se preguntó. Trabajaron ${have} clientes; hacen falta al menos ${need} espacios de trabajo con un usuario propio cada uno (la edición comunitaria de Windmill permite dos).`,
    smallFlood: (users, workers) =>
      `El cliente que satura tenía ${users} usuarios para ${workers} workers y no podía llenarlos: suba NEIGHBOUR_USERS.`,
    workersUnknown: (users) =>
      `Estos tokens no muestran cuántos workers hay: no se sabe si los ${users} usuarios que saturan eran más que ellos.`,
    oneNeighbour: 'Con un solo vecino, el índice de Jain es 1 por definición; solo dice algo su cuota.',
    leftOut: (share) =>
      `En el ${share} de las ventanas tranquilas los trabajos que dejó el cliente que satura no terminaron a tiempo: no se cuentan.`,
    noLedger:
      'Sin el registro de la herramienta, la razón es la de las ventanas típicas, y las fugas se cuentan pero no se describen.',
  },
};

export const MULTITENANT_WORDS: Readonly<Record<Language, MultitenantWords>> = { en, es };
