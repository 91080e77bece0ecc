/** Pods of the system by the metrics API (metrics-server), and what becomes of them meanwhile. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Happened, ResourceSample } from '../../../reports/resources/record.ts';
import { errorCode } from '../errors.ts';
import { BYTES_PER_MB, type OpenSource, SourceProblem } from './source.ts';

const run = promisify(execFile);

/** metrics-server scrapes every 15 s; until it has, the same figures come again. */
const RESOLUTION_SECONDS = 15;
const TIMEOUT_MS = 20_000;

const usage = z.object({ cpu: z.string(), memory: z.string() });
const metricsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      timestamp: z.string(),
      containers: z.array(z.object({ name: z.string(), usage })),
    }),
  ),
});
const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), uid: z.string() }),
      spec: z.object({ nodeName: z.string().optional() }),
      status: z.object({
        phase: z.string().optional(),
        containerStatuses: z
          .array(
            z.object({
              name: z.string(),
              restartCount: z.number(),
              lastState: z
                .object({ terminated: z.object({ reason: z.string().optional() }).optional() })
                .optional(),
            }),
          )
          .optional(),
      }),
    }),
  ),
});

const UNITS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A Kubernetes quantity (`250m`, `1536Ki`); null where it is none. */
export function quantity(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(n|u|m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(text);
  return match === null ? null : Number(match[1]) * (UNITS[match[2] ?? ''] ?? Number.NaN);
}

/** A path of the API, with whatever `kubectl` is set up to reach it with. Throws a SourceProblem. */
async function ask<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  try {
    const { stdout } = await run('kubectl', ['get', '--raw', path], {
      timeout: TIMEOUT_MS,
      maxBuffer: 64 * BYTES_PER_MB,
    });
    return schema.parse(JSON.parse(stdout));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      throw new SourceProblem('RESOURCES has kubernetes, but there is no kubectl to ask the cluster with', {
        absent: true,
      });
    }
    const said = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
    const line =
      said
        .split('\n')
        .find((text) => text.trim() !== '')
        ?.trim() ?? 'no answer';
    if (/forbidden/i.test(said)) {
      throw new SourceProblem(`the cluster forbids ${path.split('?')[0]}: the role needs get and list on it`);
    }
    if (
      /metrics\.k8s\.io|could not find the requested resource|not found/i.test(said) &&
      path.includes('metrics.k8s.io')
    ) {
      throw new SourceProblem('the cluster has no metrics API (metrics.k8s.io): install metrics-server');
    }
    throw new SourceProblem(`the cluster cannot be asked: ${line.slice(0, 200)}`);
  }
}

interface Pods {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

function selector({ labels }: Pods): string {
  const text = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return text === '' ? '' : `?labelSelector=${encodeURIComponent(text)}`;
}

const metricsPath = (pods: Pods): string =>
  `/apis/metrics.k8s.io/v1beta1/namespaces/${pods.namespace}/pods${selector(pods)}`;
const podsPath = (pods: Pods): string => `/api/v1/namespaces/${pods.namespace}/pods${selector(pods)}`;

type PodList = z.infer<typeof podsSchema>;

/** What became of pods between two looks. */
export function changesOf(before: PodList, after: PodList, t: number): Happened[] {
  const had = new Map(before.items.map((pod) => [pod.metadata.name, pod]));
  const has = new Set(after.items.map(({ metadata }) => metadata.name));
  const of = (part: string, what: Happened['what']): Happened => ({
    kind: 'happened',
    t,
    source: 'kubernetes',
    part,
    what,
  });
  const gone = [...had.keys()].filter((name) => !has.has(name)).map((name) => of(name, 'vanished'));
  const changed = after.items.flatMap((pod): Happened[] => {
    const old = had.get(pod.metadata.name);
    if (old === undefined) return [];
    // A StatefulSet gives the new pod the old name.
    if (old.metadata.uid !== pod.metadata.uid || old.spec.nodeName !== pod.spec.nodeName) {
      return [of(pod.metadata.name, 'moved')];
    }
    return (pod.status.containerStatuses ?? []).flatMap(({ name, restartCount, lastState }) => {
      const then = old.status.containerStatuses?.find((one) => one.name === name)?.restartCount ?? 0;
      if (restartCount <= then) return [];
      const oom = lastState?.terminated?.reason === 'OOMKilled';
      return [of(`${pod.metadata.name}/${name}`, oom ? 'oom-killed' : 'restarted')];
    });
  });
  return [...gone, ...changed];
}

class KubernetesSource implements OpenSource {
  readonly name = 'kubernetes';
  readonly resolutionSeconds = RESOLUTION_SECONDS;
  readonly cores = null;
  readonly parts: readonly string[];
  readonly #pods: Pods;
  readonly #atStart: PodList;
  /** Of each pod, the moment that its last figures are of. */
  readonly #seen = new Map<string, string>();

  constructor(pods: Pods, atStart: PodList) {
    this.#pods = pods;
    this.#atStart = atStart;
    this.parts = atStart.items.map(({ metadata }) => metadata.name);
  }

  async look() {
    const { items } = await ask(metricsPath(this.#pods), metricsSchema);
    const samples = items.flatMap(({ metadata, timestamp, containers }): ResourceSample[] => {
      if (this.#seen.get(metadata.name) === timestamp) return [];
      this.#seen.set(metadata.name, timestamp);
      const sum = (of: keyof z.infer<typeof usage>) =>
        containers.reduce((total, one) => total + (quantity(one.usage[of]) ?? Number.NaN), 0);
      const [cpu, memory] = [sum('cpu'), sum('memory')];
      return [
        {
          kind: 'sample',
          t: Date.parse(timestamp),
          source: 'kubernetes',
          part: metadata.name,
          scope: 'system',
          ...(Number.isFinite(cpu) ? { cpuPercent: cpu * 100 } : {}),
          ...(Number.isFinite(memory) ? { memoryMb: memory / BYTES_PER_MB } : {}),
        },
      ];
    });
    return { samples };
  }

  async finish() {
    const now = await ask(podsPath(this.#pods), podsSchema);
    return { samples: [], happened: changesOf(this.#atStart, now, Date.now()) };
  }

  async close() {
    // Each question is a process of its own.
  }
}

/** Throws a SourceProblem. */
export async function openKubernetes(pods: Pods): Promise<OpenSource> {
  const atStart = await ask(podsPath(pods), podsSchema);
  if (atStart.items.length === 0) {
    const by = Object.entries(pods.labels).map(([key, value]) => `${key}=${value}`);
    throw new SourceProblem(
      `namespace ${pods.namespace} has no pods${by.length === 0 ? '' : ` with ${by.join(',')}`} (RESOURCE_K8S_NAMESPACE, RESOURCE_K8S_LABELS)`,
    );
  }
  await ask(metricsPath(pods), metricsSchema);
  return new KubernetesSource(pods, atStart);
}
