import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { METRIC } from '../lib/metric-names.ts';
import { SCENARIO_NAMES } from '../scenarios/index.ts';
import { ALL_RUN_SETTINGS, parseSettings } from '../scenarios/settings.ts';
import { FAULT_FAMILY_SETTINGS } from '../scenarios/shared/faults/settings.ts';
import { PINNED_K6 } from '../scripts/lib/k6-release.ts';
import { REPOSITORY } from './support/workflow.ts';

const read = (path: string) => readFileSync(join(REPOSITORY, 'deploy', path), 'utf8');
const pinned = /^[\w./-]+:v?\w*-?v?\d+\.\d+[\w.-]*$/;

interface Service {
  readonly image: string;
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly healthcheck?: unknown;
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
};
const services = Object.entries(compose.services);
/** Values with their defaults in the place of `${NAME:-default}`. */
const withDefaults = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

describe('docker-compose', () => {
  it('has the stack: server and workers in one container, database, proxy, third party and the suite', () => {
    expect(Object.keys(compose.services).sort()).toEqual([
      'db',
      'perf',
      'third-party',
      'toxiproxy',
      'windmill',
    ]);
  });

  it('pins every image', () => {
    for (const [name, { image }] of services) {
      if (image.endsWith(':local')) continue;
      expect([name, withDefaults(image)]).toEqual([name, expect.stringMatching(pinned)]);
    }
  });

  it('publishes ports on loopback only', () => {
    const ports = services.flatMap(([, service]) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('checks the health of every service that has a port', () => {
    const unchecked = services
      .filter(([, { healthcheck }]) => healthcheck === undefined)
      .map(([name]) => name);
    expect(unchecked).toEqual(['perf']);
  });

  it('starts the suite with settings that hold together', () => {
    expect(problemsOf({ ...compose.services.perf?.environment, WM_TOKEN: 'given' })).toEqual([]);
  });

  it('has no password in it', () => {
    for (const [, { environment }] of services) {
      for (const [name, value] of Object.entries(environment ?? {})) {
        if (/PASSWORD|TOKEN|SECRET|TENANTS/.test(name)) {
          expect(value ?? '').toMatch(/^(\$\{POSTGRES_PASSWORD:\?[^}]+\})?$/);
        }
        if (/:\/\/[^/]*@/.test(String(value))) expect(value).toMatch(/:\/\/\w+:\$\{POSTGRES_PASSWORD:\?/);
      }
    }
    expect(read('.env.example')).toMatch(/^POSTGRES_PASSWORD=$/m);
    expect(read('.env.example')).toMatch(/^WM_TOKEN=$/m);
  });

  it('leads Windmill to its database and the third party through the proxies of toxiproxy.json', () => {
    const proxies = JSON.parse(read('toxiproxy.json')) as readonly {
      name: string;
      listen: string;
      upstream: string;
    }[];
    const port = (name: string) => proxies.find((proxy) => proxy.name === name)?.listen.split(':')[1];
    expect(compose.services.windmill?.environment?.DATABASE_URL).toContain(
      `@toxiproxy:${port(FAULT_FAMILY_SETTINGS.databaseProxy.fallback)}/`,
    );
    expect(read('README.md')).toContain(
      `FIXTURES_THIRD_PARTY_URL=http://toxiproxy:${port(FAULT_FAMILY_SETTINGS.apiProxy.fallback)}`,
    );
    expect(proxies.map(({ upstream }) => upstream)).toEqual(['db:5432', 'third-party:8080']);
  });
});

/** Names that are not settings of the suite. */
const OTHERS = new Set([
  'HOME',
  'K6_PROMETHEUS_RW_SERVER_URL',
  'K6_PROMETHEUS_RW_TREND_AS_NATIVE_HISTOGRAM',
  'PERF_GENERATORS',
  'PERF_SUMMARY_TO_LOG',
]);
const settingNames = new Set(ALL_RUN_SETTINGS.map(({ env }) => env));

/** What the suite says to an environment; a token and a workspace are given, as a user gives them. */
function problemsOf(environment: Readonly<Record<string, string | null | undefined>>): readonly string[] {
  const given = Object.entries(environment).filter(([name]) => !OTHERS.has(name));
  const unknown = given.filter(([name]) => !settingNames.has(name)).map(([name]) => `${name} is no setting`);
  const values = Object.fromEntries(given.map(([name, value]) => [name, value ?? undefined]));
  const outcome = parseSettings({ WM_TOKEN: 'given', ...values, WM_WORKSPACE: 'given' });
  return [...unknown, ...(outcome.ok ? [] : outcome.problems)];
}

describe('the Kubernetes manifests', () => {
  const documents = ['kubernetes', 'k6-operator'].flatMap((folder) =>
    readdirSync(join(REPOSITORY, 'deploy', folder)).flatMap((file) =>
      parseAllDocuments(read(`${folder}/${file}`)).map((document) => {
        expect([file, document.errors]).toEqual([file, []]);
        return document.toJS() as Readonly<Record<string, unknown>> & { readonly kind: string };
      }),
    ),
  );
  const ofKind = (kind: string) => documents.filter((document) => document.kind === kind);
  const images = [...JSON.stringify(documents).matchAll(/"image":"([^"]+)"/g)].map((match) => match[1] ?? '');

  it('give the disruptor what it needs in one namespace, and nothing beyond', () => {
    expect(ofKind('Role').map(({ rules }) => rules)).toEqual([
      [
        { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['patch'] },
        { apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] },
      ],
    ]);
    expect(documents.filter(({ kind }) => kind.startsWith('Cluster'))).toEqual([]);
  });

  it('pin every image, k6 to the version the suite is made with', () => {
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(image).toMatch(pinned);
    const k6 = `grafana/k6:${PINNED_K6.replace('v', '')}`;
    expect(images.filter((image) => image.startsWith('grafana/k6:'))).toEqual([k6, k6]);
    expect(read('runner.Dockerfile')).toContain(`FROM ${k6} AS k6`);
    expect(read('runner.Dockerfile')).toContain(`xk6 build ${PINNED_K6} `);
  });

  it('start the suite with settings that hold together', () => {
    type Variables = readonly { readonly name: string; readonly value?: string }[];
    const job = ofKind('Job')[0] as unknown as {
      readonly spec: {
        readonly template: { readonly spec: { readonly containers: readonly { env: Variables }[] } };
      };
    };
    const testRun = ofKind('TestRun')[0] as unknown as {
      readonly spec: { readonly parallelism: number; readonly runner: { readonly env: Variables } };
    };
    const lists = [job.spec.template.spec.containers[0]?.env ?? [], testRun.spec.runner.env];
    const generators = testRun.spec.runner.env.find(({ name }) => name === 'PERF_GENERATORS')?.value;
    expect(generators).toBe(String(testRun.spec.parallelism));
    for (const list of lists) {
      const environment = Object.fromEntries(list.map(({ name, value }) => [name, value ?? 'given']));
      expect(problemsOf(environment)).toEqual([]);
    }
  });

  it('run scenarios that exist, and no token is in them', () => {
    const [job] = ofKind('Job');
    const scenario = /"args":\["([\w-]+)"\]/.exec(JSON.stringify(job))?.[1];
    expect(SCENARIO_NAMES).toContain(scenario);
    const text = JSON.stringify(documents);
    expect([...text.matchAll(/"name":"WM_TOKEN","(\w+)"/g)].map((match) => match[1])).toEqual(
      Array(3).fill('valueFrom'),
    );
  });
});

describe('the live dashboard', () => {
  const dashboard = JSON.parse(read('grafana/dashboard.json')) as {
    readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
  };
  const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

  /** As k6 names a metric where it writes to Prometheus: by its type, a Trend of times in seconds. */
  const named = new Set(
    ['vus', ...Object.values(METRIC)].flatMap((name) =>
      ['', '_total', '_rate', '_seconds'].map((end) => `k6_${name}${end}`),
    ),
  );

  it('shows metrics that the suite has, and what the report judges of the load family', () => {
    const used = queries.flatMap((query) => [...query.matchAll(/k6_\w+/g)].map(([name]) => name));
    expect(used.filter((name) => !named.has(name))).toEqual([]);
    for (const judged of [METRIC.jobDuration, METRIC.journeyErrors, METRIC.wrongResults, METRIC.jobsEnded]) {
      expect(used.some((name) => name.startsWith(`k6_${judged}`))).toBe(true);
    }
  });
});
