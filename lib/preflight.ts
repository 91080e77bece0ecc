/**
 * What must hold before any load: the target answers, the token is accepted in the workspace, the script exists, and
 * so does what the scenario's own scripts need.
 * Pure, so that the runner (Node) and the bundles (k6) ask the same questions and give the same answers.
 */

import type { NeedKind } from './needs.ts';
import type { ScenarioSpec } from './scenario.ts';
import { mainTenant } from './settings/settings.ts';
import { SETTINGS, type Settings } from './settings/table.ts';
import { deployedRoute } from './windmill/runnable.ts';

export type PreflightId = 'version' | 'whoami' | 'script' | `need-${number}`;

type Needing = Pick<ScenarioSpec, 'name' | 'needs'>;

const KINDS: Readonly<Record<NeedKind, string>> = {
  scripts: 'script',
  variables: 'variable',
  resources: 'resource',
};

const REMEDY: Readonly<Record<NeedKind, string>> = {
  scripts: 'npm run fixtures:push deploys the scripts and flows of the suite',
  variables: 'create it there, with the address of the stub that stands for the third party',
  resources: 'create it there, of type postgresql, for a database that may be written to',
};

export interface PreflightRequest {
  readonly id: PreflightId;
  /** Path below `/api`. */
  readonly path: string;
  readonly route: string;
  /** Empty: without a token. */
  readonly token: string;
}

export interface PreflightReply {
  /** 0: no answer. */
  readonly status: number;
  readonly body: string;
  /** What went wrong on the way, where there is no answer. */
  readonly error?: string;
}

export interface PreflightProblem {
  /** `configuration`: the user can mend it in the settings. `target`: the system is not there or not ready. */
  readonly kind: 'configuration' | 'target';
  readonly message: string;
}

export function preflightRequests(settings: Settings, scenario: Needing): readonly PreflightRequest[] {
  const tenant = mainTenant(settings);
  const version = { id: 'version', path: '/version', route: '/version', token: '' } as const;
  if (tenant === null) return [version];
  const workspace = `/w/${tenant.workspace}`;
  const deployed = deployedRoute('exists', settings.scriptPath);
  return [
    version,
    {
      id: 'whoami',
      path: `${workspace}/users/whoami`,
      route: '/w/{workspace}/users/whoami',
      token: tenant.token,
    },
    {
      id: 'script',
      path: `${workspace}${deployed.path}`,
      route: `/w/{workspace}${deployed.route}`,
      token: tenant.token,
    },
    ...(scenario.needs?.(settings) ?? []).map(({ kind, path, tenant: owner }, index) => {
      const route = `/${kind}/exists/${kind === 'scripts' ? 'p/' : ''}`;
      return {
        id: `need-${index}` as const,
        path: `/w/${owner.workspace}${route}${path}`,
        route: `/w/{workspace}${route}{path}`,
        token: owner.token,
      };
    }),
  ];
}

/** All problems that the replies show; a target that does not answer is reported alone, the rest would follow from it. */
export function evaluatePreflight(
  settings: Settings,
  scenario: Needing,
  replies: Readonly<Partial<Record<PreflightId, PreflightReply>>>,
): readonly PreflightProblem[] {
  const url = settings.baseUrl ?? '';
  const version = replies.version;
  if (version === undefined || version.status === 0) {
    const why = version?.error === undefined ? '' : ` (${version.error})`;
    return [{ kind: 'target', message: `no answer from ${SETTINGS.baseUrl.env} ${url}${why}` }];
  }
  if (version.status >= 300 && version.status < 400) {
    return [
      {
        kind: 'configuration',
        message: `${SETTINGS.baseUrl.env} ${url} redirects elsewhere (${version.status}): name the address it leads to`,
      },
    ];
  }
  if (version.status >= 500) {
    return [
      { kind: 'target', message: `${SETTINGS.baseUrl.env} ${url} answers ${version.status} to /api/version` },
    ];
  }
  if (version.status !== 200 || /^\s*</.test(version.body) || version.body.length > 200) {
    return [
      {
        kind: 'configuration',
        message: `${SETTINGS.baseUrl.env} ${url} is no Windmill: /api/version answers ${version.status} without a version`,
      },
    ];
  }
  return [
    ...accessProblems(settings, replies),
    ...scriptProblems(settings, replies),
    ...needProblems(settings, scenario, replies),
  ];
}

function accessProblems(
  settings: Settings,
  replies: Readonly<Partial<Record<PreflightId, PreflightReply>>>,
): readonly PreflightProblem[] {
  const status = replies.whoami?.status;
  // 403: the token is known, but scoped so that it may not ask who it is. That is no obstacle.
  if (status === undefined || status === 200 || status === 403) return [];
  const workspace = mainTenant(settings)?.workspace ?? '';
  if (status === 401) {
    return [
      {
        kind: 'configuration',
        message:
          `${SETTINGS.token.env} (hidden) is not accepted in ${SETTINGS.workspace.env} "${workspace}": ` +
          'the token is wrong or expired, or the workspace does not exist',
      },
    ];
  }
  return [{ kind: 'target', message: `asking who the token belongs to is answered ${status}` }];
}

function scriptProblems(
  settings: Settings,
  replies: Readonly<Partial<Record<PreflightId, PreflightReply>>>,
): readonly PreflightProblem[] {
  const reply = replies.script;
  if (reply === undefined || reply.status !== 200 || reply.body.trim() !== 'false') return [];
  const workspace = mainTenant(settings)?.workspace ?? '';
  return [
    {
      kind: 'configuration',
      message:
        `${(settings.runnable === '' ? SETTINGS.scriptPath : SETTINGS.runnable).env} "${settings.scriptPath}" does not exist in workspace "${workspace}": ` +
        'npm run fixtures:push deploys the scripts and flows of the suite',
    },
  ];
}

function needProblems(
  settings: Settings,
  scenario: Needing,
  replies: Readonly<Partial<Record<PreflightId, PreflightReply>>>,
): readonly PreflightProblem[] {
  return (scenario.needs?.(settings) ?? []).flatMap(({ kind, path, env, tenant }, index) => {
    const reply = replies[`need-${index}`];
    if (reply === undefined || reply.status !== 200 || reply.body.trim() !== 'false') return [];
    const what = `${env ?? KINDS[kind]} "${path}"`;
    const message = `${what} does not exist in workspace "${tenant.workspace}", ${scenario.name} needs it: ${REMEDY[kind]}`;
    return [{ kind: 'configuration', message }];
  });
}
