/** Looks at every answer that any tenant gets, whatever it was asked for, for data of the others. */

import crypto from 'k6/crypto';
import { emit } from '../../../lib/events.ts';
import { createMask } from '../../../lib/mask.ts';
import * as metrics from '../../../lib/metrics/tenants.ts';
import type { Tenant } from '../../../lib/settings/parsers.ts';
import { secretsOf } from '../../../lib/settings/settings.ts';
import { WindmillClient } from '../../../lib/windmill/client.ts';
import {
  type Call,
  type CallOptions,
  type Endpoint,
  type Reply,
  sendTogether,
} from '../../../lib/windmill/http.ts';
import { TENANT_SETTINGS, type TenantSettings } from '../settings.ts';
import { answerKind, Canaries, type Foreign } from './canary.ts';
import { tenantsAtWork } from './plan.ts';

/** Leaks that one virtual user describes; all of them are counted. */
const MOST_DESCRIBED = 20;

export const sha256 = (text: string): string => crypto.sha256(text, 'hex');

/** What was asked, and by whom: places in the list of tenants. */
export interface Question {
  readonly asker: number;
  /** Method and route, in words. */
  readonly request: string;
  readonly route: string;
}

export class LeakWatch {
  readonly canaries: Canaries;
  readonly #mask: (text: string) => string;
  readonly #workspaces: readonly string[];
  #described = 0;

  constructor(settings: TenantSettings, runId: string) {
    this.#workspaces = tenantsAtWork(settings).map(({ workspace }) => workspace);
    this.canaries = new Canaries(runId, this.#workspaces, sha256);
    this.#mask = createMask(secretsOf(settings, TENANT_SETTINGS));
  }

  /** Checks one answer; true where it holds data of another tenant. An answer that never came is not checked. */
  look(reply: Reply, question: Question): boolean {
    if (reply.status === 0) return false;
    const foreign = this.canaries.foreignIn(reply, question.asker);
    const kind = answerKind(question.route, reply.status);
    if (foreign === null) {
      metrics.foreignAnswers.add(false, { kind });
      return false;
    }
    metrics.foreignAnswers.add(true, { kind, part: foreign.part, form: foreign.form });
    this.describe(reply, question, foreign);
    return true;
  }

  /** Puts a leak into the event stream: the request, both tenants, and a masked piece of the answer. */
  describe(reply: Reply, { asker, request }: Question, { owner, part, form, text, at }: Foreign): void {
    this.#described += 1;
    if (this.#described > MOST_DESCRIBED) return;
    const excerpt = `${reply.status} ${this.#mask(this.canaries.excerpt(text, at))}`.trim();
    const nameOf = (tenant: number) => this.#workspaces[tenant] ?? String(tenant);
    emit('leak', { request, askedBy: nameOf(asker), belongsTo: nameOf(owner), part, form, excerpt });
  }
}

/** A client whose every answer is looked at. */
export class WatchedClient extends WindmillClient {
  /** Place of its tenant in the list. */
  readonly index: number;
  readonly #watch: LeakWatch;

  constructor(baseUrl: string, tenant: Tenant, index: number, watch: LeakWatch) {
    super(baseUrl, tenant);
    this.index = index;
    this.#watch = watch;
  }

  override ask(to: Endpoint, path: string, body: unknown, options: CallOptions): Reply {
    const reply = super.ask(to, path, body, options);
    this.#watch.look(reply, { asker: this.index, request: to.name, route: to.route });
    return reply;
  }
}

/** The same for calls of several tenants that are sent at once; replies in their order. */
export function askTogether(
  baseUrl: string,
  watch: LeakWatch,
  calls: readonly { readonly call: Call; readonly question: Question }[],
): readonly { readonly reply: Reply; readonly foreign: boolean }[] {
  const replies = sendTogether(
    baseUrl,
    calls.map(({ call }) => call),
  );
  return replies.flatMap((reply, index) => {
    const asked = calls[index];
    return asked === undefined ? [] : [{ reply, foreign: watch.look(reply, asked.question) }];
  });
}
