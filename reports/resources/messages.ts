/** Words of what the system's machines did. */
import type { Language } from '../../lib/i18n/types.ts';
import type { Happened } from './record.ts';

export interface ResourceMessages {
  /** `first`: when it happened first, after the start of the load. */
  readonly happened: Readonly<
    Record<Happened['what'], (part: string, times: string, first: string) => string>
  >;
  readonly throttled: (part: string, share: string, limit: string | null) => string;
  readonly memoryFull: (part: string, used: string, limit: string) => string;
  readonly swapping: (part: string, growth: string) => string;
  readonly connectionsFull: (part: string, used: string, all: string) => string;
  readonly locks: (part: string, waiting: string) => string;
  readonly leaking: (parts: string) => string;
  /** `docker (every 1 s)`. */
  readonly source: (name: string, seconds: string) => string;
  readonly trouble: (source: string, message: string) => string;
  readonly table: {
    readonly parts: string;
    readonly part: string;
    readonly source: string;
    readonly cpuMean: string;
    readonly cpuMax: string;
    readonly cpuLimit: string;
    readonly memoryMax: string;
    readonly memoryLimit: string;
    readonly throttled: string;
    readonly machine: (part: string) => string;
    readonly partsNote: string;
    readonly databases: string;
    readonly database: string;
    readonly connections: string;
    readonly active: string;
    readonly idleInTransaction: string;
    readonly waitingForLock: string;
    readonly cacheHits: string;
    readonly longestTransaction: string;
    readonly queueGrowth: string;
  };
}

const en: ResourceMessages = {
  happened: {
    restarted: (part, times, first) =>
      `${part} was restarted during the load (times: ${times}, first after ${first}).`,
    'oom-killed': (part, times, first) =>
      `A process of ${part} was killed since its memory was used up (times: ${times}, first after ${first}).`,
    stopped: (part, _times, first) => `${part} stopped ${first} after the load began and did not come back.`,
    moved: (part) => `${part} was replaced by another pod, or moved to another node, during the load.`,
    vanished: (part) => `${part} was there when the load began and no longer when it ended.`,
  },
  throttled: (part, share, limit) =>
    `${part} was held up by its CPU limit${limit === null ? '' : ` of ${limit} cores`} in ${share} of the time.`,
  memoryFull: (part, used, limit) => `${part} used ${used} of the ${limit} of memory that it may have.`,
  swapping: (part, growth) => `${part} put ${growth} more into swap during the load.`,
  connectionsFull: (part, used, all) => `The database ${part} had ${used} of its ${all} connections open.`,
  locks: (part, waiting) => `In the database ${part} up to ${waiting} connections waited for a lock at once.`,
  leaking: (parts) => `Memory of ${parts} alone grows beyond the budget.`,
  source: (name, seconds) => `${name} (every ${seconds})`,
  trouble: (source, message) => `Figures of ${source} have gaps: ${message}.`,
  table: {
    parts: 'Containers, pods, processes',
    part: 'Part',
    source: 'Source',
    cpuMean: 'CPU, cores (mean)',
    cpuMax: 'CPU (highest)',
    cpuLimit: 'CPU limit',
    memoryMax: 'Memory (highest)',
    memoryLimit: 'Memory limit',
    throttled: 'Held up by limit',
    machine: (part) => `${part} (whole machine)`,
    partsNote:
      'Memory without files that are only cached. Figures of a whole machine are not taken for the system’s own.',
    databases: 'Database, by its own statistics',
    database: 'Database',
    connections: 'Connections (of)',
    active: 'Active',
    idleInTransaction: 'Idle in transaction',
    waitingForLock: 'Waiting for a lock',
    cacheHits: 'Blocks from cache',
    longestTransaction: 'Longest transaction',
    queueGrowth: 'Growth of the job tables',
  },
};

const es: ResourceMessages = {
  happened: {
    restarted: (part, times, first) =>
      `${part} se reinició durante la carga (veces: ${times}, la primera a los ${first}).`,
    'oom-killed': (part, times, first) =>
      `Un proceso de ${part} fue eliminado por agotar su memoria (veces: ${times}, la primera a los ${first}).`,
    stopped: (part, _times, first) => `${part} se detuvo ${first} después de empezar la carga y no volvió.`,
    moved: (part) => `Durante la carga, ${part} fue sustituido por otro pod o pasó a otro nodo.`,
    vanished: (part) => `${part} estaba al empezar la carga y ya no al terminar.`,
  },
  throttled: (part, share, limit) =>
    `Su límite de CPU${limit === null ? '' : ` de ${limit} núcleos`} frenó a ${part} durante el ${share} del tiempo.`,
  memoryFull: (part, used, limit) => `${part} usó ${used} de los ${limit} de memoria que puede tener.`,
  swapping: (part, growth) => `${part} pasó ${growth} más al intercambio (swap) durante la carga.`,
  connectionsFull: (part, used, all) =>
    `La base de datos ${part} tuvo abiertas ${used} de sus ${all} conexiones.`,
  locks: (part, waiting) =>
    `En la base de datos ${part}, hasta ${waiting} conexiones esperaron a la vez por un bloqueo.`,
  leaking: (parts) => `Por sí sola, la memoria de ${parts} crece más de lo aceptado.`,
  source: (name, seconds) => `${name} (cada ${seconds})`,
  trouble: (source, message) => `Las cifras de ${source} tienen huecos: ${message}.`,
  table: {
    parts: 'Contenedores, pods, procesos',
    part: 'Parte',
    source: 'Fuente',
    cpuMean: 'CPU, núcleos (media)',
    cpuMax: 'CPU (máximo)',
    cpuLimit: 'Límite de CPU',
    memoryMax: 'Memoria (máximo)',
    memoryLimit: 'Límite de memoria',
    throttled: 'Frenado por el límite',
    machine: (part) => `${part} (toda la máquina)`,
    partsNote:
      'Memoria sin los archivos que solo están en caché. Las cifras de toda una máquina no se toman por las del sistema.',
    databases: 'Base de datos, según sus propias estadísticas',
    database: 'Base de datos',
    connections: 'Conexiones (de)',
    active: 'Activas',
    idleInTransaction: 'Inactivas en transacción',
    waitingForLock: 'A la espera de un bloqueo',
    cacheHits: 'Bloques desde la caché',
    longestTransaction: 'Transacción más larga',
    queueGrowth: 'Crecimiento de las tablas de trabajos',
  },
};

const MESSAGES: Readonly<Record<Language, ResourceMessages>> = { en, es };

export function resourceMessages(language: Language): ResourceMessages {
  return MESSAGES[language];
}
