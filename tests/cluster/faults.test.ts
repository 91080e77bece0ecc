/**
 * Faults in the pods of a real cluster. Needs, in the environment: CLUSTER_NAMESPACE with pods of `app=postgres` in it that a
 * Windmill behind WM_BASE_URL uses, KUBECONFIG, and K6_BIN with a k6 that has xk6-disruptor.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Sandbox } from '../support/runner.ts';

const NEEDED = ['CLUSTER_NAMESPACE', 'KUBECONFIG', 'K6_BIN', 'WM_BASE_URL', 'WM_TOKEN', 'WM_WORKSPACE'];
const lacking = NEEDED.filter((name) => (process.env[name] ?? '') === '');
const title = 'faults in the pods of a cluster';

describe.skipIf(lacking.length > 0)(
  lacking.length > 0 ? `${title} (skipped: ${lacking.join(', ')} not set, so there is no cluster)` : title,
  () => {
    const sandbox = new Sandbox();
    afterAll(() => sandbox.remove());
    const namespace = process.env.CLUSTER_NAMESPACE ?? '';
    const environment = {
      ...Object.fromEntries(NEEDED.map((name) => [name, process.env[name] ?? ''])),
      FAULT_BACKEND: 'kubernetes',
      FAULT_K8S_NAMESPACE: namespace,
      PERF_ALLOWED_HOSTS: process.env.PERF_ALLOWED_HOSTS ?? '',
      PROFILE: 'smoke',
    };
    const resultOf = () => {
      const [run] = readdirSync(sandbox.resultsDir).filter((name) => name.endsWith('-db-outage'));
      return JSON.parse(readFileSync(join(sandbox.resultsDir, run ?? '', 'result.json'), 'utf8'));
    };

    it('begin and end at the planned moments', { timeout: 300_000 }, async () => {
      await sandbox.run(['db-outage'], environment);
      const { fault } = resultOf().details;
      expect(fault.clearedSeconds - fault.startedSeconds).toBeGreaterThan(3.5);
      expect(fault.clearedSeconds - fault.startedSeconds).toBeLessThan(4.5);
    });

    it('that no pod is there for are refused before any load', { timeout: 120_000 }, async () => {
      const ended = await sandbox.run(['db-outage'], { ...environment, FAULT_K8S_DB_LABELS: 'app=nobody' });
      expect(ended.code).toBe(3);
      expect(ended.output).toContain('no pod has these labels');
    });

    it('take no more rights than the role gives', () => {
      const account = `system:serviceaccount:perf:perf-runner`;
      const may = (verb: string, what: string) => {
        try {
          const args = ['auth', 'can-i', verb, what, '--namespace', namespace, '--as', account];
          return execFileSync('kubectl', args, { encoding: 'utf8' }).trim() === 'yes';
        } catch {
          return false;
        }
      };
      expect(may('create', 'pods/exec')).toBe(true);
      expect([may('delete', 'pods'), may('get', 'services'), may('get', 'secrets')]).toEqual([
        false,
        false,
        false,
      ]);
    });
  },
);
