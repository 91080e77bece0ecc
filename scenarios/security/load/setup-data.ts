/** Makes what the probes ask for, and takes it away again. Everything carries the run's id in its path. */

import crypto from 'k6/crypto';
import { WindmillClient } from '../../../lib/windmill/client.ts';
import { isRecord, parseJson, type Reply } from '../../../lib/windmill/http.ts';
import type { OwnData } from '../../shared/canaries/routes.ts';
import type { SecuritySettings } from '../scenario.ts';
import { canarySecret } from './canary.ts';
import { FOREIGN_PREFIXES } from './probes/scopes.ts';

const QUIET = { timeoutMs: 20_000, tags: { role: 'setup' }, expect: 'any' } as const;
/** Folder in which the user may write, as the suite's own scripts stand in it. */
const FOLDER = 'f/perf/';
const PREFIX = `${FOLDER}security_`;
const USE_SECRET = 'f/perf/use_secret';

export const sha256 = (text: string): string => crypto.sha256(text, 'hex');

/** The canary of a run, as planted in a secret variable. */
export const variableCanary = (runId: string): string => canarySecret(runId, 'variable', sha256);

/** A path of the run's own. */
export function ownPath(runId: string, what: string): string {
  return `${PREFIX}${sha256(`path:${runId}`).slice(0, 12)}_${what}`;
}

const MAX_REASON = 160;

/** What was refused, and with which words. */
function refusal(what: string, { status, body }: Reply): string {
  const said = body.replace(/\s+/g, ' ').trim().slice(0, MAX_REASON);
  return `${what} is answered ${status}${said === '' ? '' : `: ${said}`}`;
}

/** Creates the secret variable, the resource and a job. Null, with the reason, where the system refuses. */
export function makeOwnData(
  client: WindmillClient,
  settings: SecuritySettings,
  runId: string,
): { readonly data: OwnData } | { readonly problem: string } {
  const marker = `marker-${sha256(`marker:${runId}:${client.workspace}`).slice(0, 20)}`;
  const variable = ownPath(runId, 'variable');
  const resource = ownPath(runId, 'resource');
  const created = client.inWorkspace({
    method: 'POST',
    path: '/variables/create',
    route: '/variables/create',
    body: {
      path: variable,
      value: variableCanary(runId),
      is_secret: true,
      description: 'canary of a security run',
    },
    ...QUIET,
  });
  if (created.status !== 201) return { problem: refusal(`creating the variable ${variable}`, created) };
  const made = client.inWorkspace({
    method: 'POST',
    path: '/resources/create',
    route: '/resources/create',
    body: {
      path: resource,
      resource_type: 'object',
      value: { marker },
      description: 'canary of a security run',
    },
    ...QUIET,
  });
  if (made.status !== 201) return { problem: refusal(`creating the resource ${resource}`, made) };
  const job = client.run(
    settings.scriptPath,
    { ...settings.scriptArgs, nonce: marker, workspace: client.workspace },
    QUIET,
  );
  if (job.value === null) return { problem: refusal(`running ${settings.scriptPath}`, job.reply) };
  return {
    data: {
      workspace: client.workspace,
      jobId: job.value,
      marker,
      variable,
      resource,
      script: settings.scriptPath,
    },
  };
}

/** Submits the job that reads the canary and logs around it; its id, or null where the script is not there. */
export function startSecretJob(client: WindmillClient, data: OwnData, path: string): string | null {
  return client.run(USE_SECRET, { nonce: data.marker, path }, QUIET).value;
}

interface Named {
  readonly path: string;
}

function pathsIn(client: WindmillClient, kind: 'variables' | 'resources'): readonly string[] {
  const reply = client.inWorkspace({
    method: 'GET',
    path: `/${kind}/list`,
    route: `/${kind}/list`,
    ...QUIET,
  });
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  if (!parsed.ok || !Array.isArray(parsed.value)) return [];
  return parsed.value
    .filter((entry): entry is Named => isRecord(entry) && typeof entry.path === 'string')
    .map((entry) => entry.path);
}

const isOwn = (path: string) => [PREFIX, ...FOREIGN_PREFIXES].some((prefix) => path.startsWith(prefix));

/** Removes what this run or an earlier one made in the workspace. Returns how many things there were. */
export function removeOwnData(
  settings: SecuritySettings,
  tenant: { workspace: string; token: string },
): number {
  const client = new WindmillClient(settings.baseUrl ?? '', tenant);
  let removed = 0;
  for (const kind of ['variables', 'resources'] as const) {
    for (const path of pathsIn(client, kind).filter(isOwn)) {
      client.inWorkspace({
        method: 'DELETE',
        path: `/${kind}/delete/${path}`,
        route: `/${kind}/delete/{path}`,
        ...QUIET,
      });
      removed += 1;
    }
  }
  return removed;
}
