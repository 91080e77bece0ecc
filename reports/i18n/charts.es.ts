import type { ChartMessages } from './charts.en.ts';

export const charts: ChartMessages = {
  time: 'Tiempo',
  timeAxis: 'tiempo desde el inicio de la carga (min:s)',
  throughput: {
    title: 'Rendimiento y errores en el tiempo',
    description:
      'Trabajos acabados por segundo, o peticiones si no se cuentan trabajos; debajo, la proporción que falló.',
  },
  latency: {
    title: 'Percentiles de latencia en el tiempo',
    description: 'Del envío al final: p50, p95 y p99 en cada tramo, en escala logarítmica.',
  },
  distribution: {
    title: 'Distribución de la latencia',
    description:
      'Proporción de trabajos completados en un tiempo, según los cuantiles que k6 guarda de ellos.',
    axis: 'tiempo del envío al final, ms (escala logarítmica)',
    share: 'proporción de trabajos',
  },
  resources: {
    title: 'Carga y recursos en el tiempo',
    description: 'Usuarios virtuales, trabajos en espera, CPU y memoria del sistema probado.',
  },
  capacity: {
    title: 'Latencia y rendimiento según los usuarios',
    description:
      'Cada punto es un escalón. La curva es el modelo de escalabilidad ajustado (USL) con su banda del 95 %.',
  },
  tenants: {
    title: 'Latencia de cada cliente',
    description: 'Una fila por cliente: la barra va del p50 (círculo vacío) al p95 (cuadrado lleno).',
  },
  scaling: {
    title: 'Latencia según el número de clientes',
    description: 'La carga total es la misma en cada punto; las dos escalas son logarítmicas.',
  },
  soak: {
    title: 'Ventanas de la prueba larga, con su pendiente',
    description:
      'Cada punto es una ventana. La recta es la pendiente de Theil–Sen y la banda, su intervalo del 95 %.',
  },
  recovery: {
    title: 'Del fallo a la recuperación',
    description: 'Qué pasó y cuándo, en segundos desde el inicio de la carga.',
  },
  requests: 'peticiones',
  jobs: 'trabajos',
  errors: 'fallos',
  users: 'usuarios',
  queue: 'cola',
  cpu: 'CPU',
  percentOfACore: '% de un núcleo',
  memory: 'memoria',
  perSecond: 'por segundo',
  milliseconds: 'ms',
  logScale: 'escala log.',
  good: 'bueno',
  bad: 'malo',
  open: 'sin decidir',
  model: 'modelo',
  band: 'banda del 95 %',
  measured: 'medido',
  slope: 'pendiente',
  limit: 'límite',
  fault: 'fallo',
  faultBegins: (name) => `${name}: empieza`,
  faultEnds: (name) => `${name}: acaba`,
  detecting: 'hasta notarse',
  recovering: 'hasta recuperarse',
  draining: 'hasta vaciar la cola',
  notRecovered: 'no se recuperó antes del final de la prueba',
  notDetected: 'no se notó en las cifras',
  slowest: (shown, total) => `los ${shown} más lentos de ${total}`,
  marks: 'Marcas',
  stage: 'Etapa',
  from: 'Desde',
  to: 'Hasta',
  throughputAxis: 'trabajos por segundo',
  latencyAxis: 'p95, ms (escala log.)',
};
