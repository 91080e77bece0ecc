/** Faults in the pods of a Kubernetes cluster through xk6-disruptor. */
import type { Fault, FaultBackend, FaultMark, FaultPoint } from './backend.ts';
import type { DisruptorModule, PodDisruptorInstance } from './disruptor-module.ts';
import { DATABASE_FAULT_SETTINGS, type FaultSettings, THIRD_PARTY_FAULT_SETTINGS } from './settings.ts';

const INJECT_TIMEOUT = '30s';
const SLOW_API_DELAY = '5s';
const ERROR_CODE = 500;

export function kubernetesBackend(
  settings: FaultSettings,
  points: readonly FaultPoint[],
  disruptor: DisruptorModule,
): FaultBackend {
  return new KubernetesBackend(settings, points, disruptor);
}

class KubernetesBackend implements FaultBackend {
  readonly name = 'kubernetes';
  readonly #settings: FaultSettings;
  readonly #points: readonly FaultPoint[];
  readonly #disruptor: DisruptorModule;

  constructor(settings: FaultSettings, points: readonly FaultPoint[], disruptor: DisruptorModule) {
    this.#settings = settings;
    this.#points = points;
    this.#disruptor = disruptor;
  }

  check(): readonly string[] {
    return this.#points.flatMap((point) => {
      const { env } =
        point === 'database' ? DATABASE_FAULT_SETTINGS.databaseLabels : THIRD_PARTY_FAULT_SETTINGS.apiLabels;
      const where = `${env} ${labelsText(this.#labels(point))} in namespace "${this.#settings.faultNamespace}"`;
      try {
        return this.#pods(point).targets().length > 0 ? [] : [`${where}: no pod has these labels`];
      } catch (error) {
        return [`${where}: ${error instanceof Error ? error.message.trim() : String(error)}`];
      }
    });
  }

  /** The agents end with their fault, whatever becomes of k6. */
  repair(): readonly string[] {
    return [];
  }

  /** The disruptor blocks while the fault lasts, so that nothing can be done meanwhile. */
  hold(fault: Fault, seconds: number, onMark: (mark: FaultMark) => void): void {
    const duration = `${Math.max(1, Math.round(seconds))}s`;
    const pods = this.#pods(fault.point);
    onMark('made');
    this.#inject(pods, fault, duration);
    onMark('cleared');
  }

  clear(): void {}

  #inject(pods: PodDisruptorInstance, fault: Fault, duration: string): void {
    const { databasePort, apiPort } = this.#settings;
    if (fault.point === 'database') {
      pods.injectNetworkFaults({ port: databasePort, protocol: 'tcp' }, duration);
    } else if (fault.kind === 'slow') {
      pods.injectHTTPFaults({ port: apiPort, averageDelay: SLOW_API_DELAY }, duration);
    } else if (fault.kind === 'error') {
      pods.injectHTTPFaults({ port: apiPort, errorRate: 1, errorCode: ERROR_CODE }, duration);
    } else pods.injectNetworkFaults({ port: apiPort, protocol: 'tcp' }, duration);
  }

  #labels(point: FaultPoint): Readonly<Record<string, string>> {
    return point === 'database' ? this.#settings.databaseLabels : this.#settings.apiLabels;
  }

  #pods(point: FaultPoint): PodDisruptorInstance {
    const namespace = this.#settings.faultNamespace;
    return new this.#disruptor.PodDisruptor(
      { namespace, select: { labels: this.#labels(point) } },
      { injectTimeout: INJECT_TIMEOUT },
    );
  }
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
