/** Faults in the pods of a Kubernetes cluster through xk6-disruptor. */
import type { Fault, FaultBackend, FaultPoint, OnMark } from './backend.ts';
import type { DisruptorModule, PodDisruptorInstance } from './disruptor-module.ts';
import { agentProblem, hadNoTraffic } from './kubernetes-errors.ts';
import { DATABASE_FAULT_SETTINGS, type FaultSettings, THIRD_PARTY_FAULT_SETTINGS } from './settings.ts';

const INJECT_TIMEOUT = '30s';
const SLOW_API_DELAY = '5s';
const ERROR_CODE = 500;
/** Nothing listens there: the shortest fault that harms nobody, for its side effects. */
const HARMLESS = { port: 1, protocol: 'tcp' } as const;
const SHORTEST = '1s';
/** A fault that came to its end may have taken this much less, by two clocks, ms. */
const CLOCK_SLACK_MS = 500;

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

  /**
   * Also puts the agents into the pods, by a fault that harms nobody: it takes a second or, where an image has to be
   * pulled, many, by which a fault would else begin late; and what refuses an agent does so now.
   */
  check(): readonly string[] {
    return this.#points.flatMap((point) => {
      const { env } =
        point === 'database' ? DATABASE_FAULT_SETTINGS.databaseLabels : THIRD_PARTY_FAULT_SETTINGS.apiLabels;
      const { faultNamespace } = this.#settings;
      const where = `${env} ${labelsText(this.#labels(point))} in namespace "${faultNamespace}"`;
      try {
        const pods = this.#pods(point);
        if (pods.targets().length === 0) return [`${where}: no pod has these labels`];
        pods.injectNetworkFaults(HARMLESS, SHORTEST);
        return [];
      } catch (error) {
        return [`${where}: ${agentProblem(error, faultNamespace)}`];
      }
    });
  }

  /** An agent does one thing at a time: a new one ends what a killed run left it doing. Whether it did is not told. */
  repair(): readonly string[] {
    for (const point of this.#points) {
      try {
        this.#pods(point).injectNetworkFaults(HARMLESS, SHORTEST);
      } catch {
        // What stands in the way is said by `check`, which comes next.
      }
    }
    return [];
  }

  /** The disruptor blocks while the fault lasts, so that nothing can be done meanwhile. */
  hold(fault: Fault, seconds: number, onMark: OnMark): void {
    const ms = Math.max(1000, Math.round(seconds * 1000));
    const pods = this.#pods(fault.point);
    const calledAt = Date.now();
    // Its agent is in the pod already: the fault is there within a fifth of a second.
    onMark('made', calledAt);
    try {
      this.#inject(pods, fault, `${ms}ms`);
    } catch (error) {
      // A replica that nobody asked anything had its fault all the same.
      if (!hadNoTraffic(error) || Date.now() - calledAt < ms - CLOCK_SLACK_MS) throw error;
    }
    // Late answers are let go of at the end of the fault; the call itself returns when the last of them has come.
    onMark('cleared', Math.min(Date.now(), calledAt + ms));
  }

  targets(): readonly string[] {
    return this.#points.flatMap((point) => {
      try {
        return this.#pods(point).targets();
      } catch {
        return [];
      }
    });
  }

  clear(): void {}

  #inject(pods: PodDisruptorInstance, fault: Fault, duration: string): void {
    const { databasePort, apiPort, proxyPort } = this.#settings;
    if (fault.point === 'database') {
      pods.injectNetworkFaults({ port: databasePort, protocol: 'tcp' }, duration);
    } else if (fault.kind === 'slow') {
      pods.injectHTTPFaults({ port: apiPort, averageDelay: SLOW_API_DELAY }, duration, { proxyPort });
    } else if (fault.kind === 'error') {
      pods.injectHTTPFaults({ port: apiPort, errorRate: 1, errorCode: ERROR_CODE }, duration, { proxyPort });
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
