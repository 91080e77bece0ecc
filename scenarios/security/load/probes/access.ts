/** Who has no valid token gets nothing: none, malformed, unknown, expired, revoked, another workspace's. */
import type { Call } from '../../../../lib/windmill/http.ts';
import {
  isDenied,
  type OwnData,
  type ProbedRoute,
  READS,
  WORKSPACE_READS,
  WRITES,
} from '../../../shared/canaries/routes.ts';
import type { ProbeRecorder } from '../recorder.ts';

/** Somebody who should be denied. */
export interface Asker {
  readonly id: string;
  readonly words: string;
  readonly area: 'access' | 'tenants';
  /** Null: there is nobody such to ask as; then `why` says why. */
  readonly token: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly why?: string;
  /** Whether everything is asked for, or only one route of each sort. */
  readonly thorough: boolean;
}

/** For who is only asked as to show that the token itself is refused. */
const SAMPLE = ['whoami', 'job-result', 'variable-value', 'run'];

export const PROBED: readonly ProbedRoute[] = [...READS, ...WORKSPACE_READS, ...WRITES];

function routesFor(asker: Asker): readonly ProbedRoute[] {
  return asker.thorough ? PROBED : PROBED.filter(({ name }) => SAMPLE.includes(name));
}

/** The routes that answer their owner, proven before anything is made of a denial. */
export function routesOfOwner(
  recorder: ProbeRecorder,
  data: OwnData,
  token: string,
): ReadonlyMap<string, string | null> {
  const answers = new Map<string, string | null>();
  for (const route of PROBED) {
    const asked = recorder.ask(
      'as the owner',
      { ...route.call(data, data.workspace), token },
      { mayShowSecret: route.secret === true },
    );
    const { reply } = asked;
    const there = route.owner.includes(reply.status) && (!route.shows || reply.body.includes(data.marker));
    answers.set(route.name, there ? null : `its owner is answered ${recorder.describe(asked)}`);
  }
  return answers;
}

/** Asks as each of them for each route; a denial counts only where the route answers its owner. */
export function probeAskers(
  recorder: ProbeRecorder,
  data: OwnData,
  owner: ReadonlyMap<string, string | null>,
  askers: readonly Asker[],
  telltale: string,
): void {
  for (const asker of askers) {
    for (const route of routesFor(asker)) {
      const id = `${asker.id}.${route.name}`;
      const call: Call = { ...route.call(data, data.workspace) };
      const sent = `${call.method} ${call.route}, ${asker.words}`;
      const unproven = owner.get(route.name) ?? null;
      if (asker.token === null || unproven !== null) {
        recorder.notChecked(asker.area, id, sent, unproven ?? asker.why ?? '');
        continue;
      }
      const asked = recorder.ask(asker.words, { ...call, token: asker.token, headers: asker.headers });
      recorder.add(asker.area, id, isDenied(asked.reply, route.denied, data, telltale) ? 'pass' : 'fail', {
        sent,
        expected: `${route.denied.filter((status) => status >= 400).join(' or ')}, nothing of the owner's`,
        observed: recorder.describe(asked),
      });
    }
  }
}

/** The owner's ids and paths, asked for by another tenant in its own workspace, with its own good token. */
export function probeElsewhere(
  recorder: ProbeRecorder,
  data: OwnData,
  owner: ReadonlyMap<string, string | null>,
  other: { readonly workspace: string; readonly token: string } | null,
  telltale: string,
): void {
  for (const route of READS) {
    const id = `other-workspace.${route.name}`;
    const call = route.call(data, other?.workspace ?? '');
    const sent = `${call.method} ${call.route}, another tenant for the owner's id in its own workspace`;
    const unproven = owner.get(route.name) ?? null;
    if (other === null || unproven !== null) {
      recorder.notChecked('tenants', id, sent, unproven ?? 'needs the token of a second tenant');
      continue;
    }
    const asked = recorder.ask('another tenant', { ...call, token: other.token });
    recorder.add(
      'tenants',
      id,
      isDenied(asked.reply, route.deniedElsewhere, data, telltale) ? 'pass' : 'fail',
      {
        sent,
        expected: "not found, nothing of the owner's",
        observed: recorder.describe(asked),
      },
    );
  }
}
