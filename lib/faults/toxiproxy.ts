/** Faults through Toxiproxy's HTTP API: the real one, or the embedded target's, which speaks the same. */
import { sleep } from 'k6';
import { SETTINGS } from '../settings/table.ts';
import type { Fault, FaultBackend, FaultPoint, OnMark } from './backend.ts';
import { control } from './control.ts';
import {
  DATABASE_FAULT_SETTINGS,
  type FaultSettings,
  THIRD_PARTY_FAULT_SETTINGS,
  THIRD_PARTY_SETTINGS,
} from './settings.ts';
import { answerErrors, behaveAgain, thirdPartyObstacle } from './third-party.ts';
import {
  clearingOf,
  leftoverOf,
  makingOf,
  type Operation,
  obstacleOf,
  type ProxyState,
  readProxies,
} from './toxiproxy-state.ts';

const FLAP_SECONDS = 1;
const NAP_SECONDS = 0.25;
const CLEAR_ATTEMPTS = 3;

/** `points`: where this run injects, and so what it clears; what an earlier run left is repaired everywhere. */
export function toxiproxyBackend(settings: FaultSettings, points: readonly FaultPoint[]): FaultBackend {
  return new ToxiproxyBackend(settings, points);
}

class ToxiproxyBackend implements FaultBackend {
  readonly name = 'toxiproxy';
  readonly #settings: FaultSettings;
  readonly #url: string;
  readonly #points: readonly FaultPoint[];

  constructor(settings: FaultSettings, points: readonly FaultPoint[]) {
    this.#settings = settings;
    this.#points = points;
    this.#url = settings.toxiproxyUrl ?? '';
  }

  check(): readonly string[] {
    const points = this.#points;
    const proxies = this.#proxies();
    if (proxies === null) return [`no Toxiproxy answers at ${SETTINGS.toxiproxyUrl.env} ${this.#url}`];
    const names = proxies.map(({ name }) => name);
    const problems = points.flatMap((point) => {
      const { env } =
        point === 'database' ? DATABASE_FAULT_SETTINGS.databaseProxy : THIRD_PARTY_FAULT_SETTINGS.apiProxy;
      const name = this.#proxyOf(point);
      const proxy = proxies.find((one) => one.name === name);
      return obstacleOf(proxy, name, env, names) ?? [];
    });
    const { thirdPartyUrl } = this.#settings;
    if (points.includes('third-party') && thirdPartyUrl !== null) {
      problems.push(
        ...[thirdPartyObstacle(thirdPartyUrl, THIRD_PARTY_SETTINGS.thirdPartyUrl.env) ?? []].flat(),
      );
    }
    return problems;
  }

  repair(): readonly string[] {
    const { thirdPartyUrl } = this.#settings;
    const behaved = thirdPartyUrl === null ? null : behaveAgain(thirdPartyUrl);
    const left = this.#proxiesAt(['database', 'third-party']).flatMap((proxy) => {
      const leftover = leftoverOf(proxy);
      this.#run(clearingOf(proxy));
      return leftover ?? [];
    });
    return behaved === null ? left : [...left, `the third party in mode "${behaved}"`];
  }

  hold(fault: Fault, seconds: number, onMark: OnMark): void {
    const endsAt = Date.now() + seconds * 1000;
    this.#make(fault);
    onMark('made');
    let switchAt = Date.now() + FLAP_SECONDS * 1000;
    let broken = true;
    while (Date.now() < endsAt) {
      const next = fault.kind === 'flap' ? Math.min(endsAt, switchAt) : endsAt;
      sleep(Math.max(0, Math.min(NAP_SECONDS, (next - Date.now()) / 1000)));
      if (fault.kind !== 'flap' || Date.now() < switchAt) continue;
      if (broken) this.clear();
      else this.#make(fault);
      broken = !broken;
      switchAt += FLAP_SECONDS * 1000;
    }
    this.clear();
    if (this.#proxiesAt(this.#points).some((proxy) => clearingOf(proxy).length > 0)) {
      throw new Error(`Toxiproxy (${this.#url}) does not take the fault away`);
    }
    onMark('cleared');
  }

  targets(): readonly string[] {
    return [];
  }

  clear(): void {
    const { thirdPartyUrl } = this.#settings;
    if (thirdPartyUrl !== null && this.#points.includes('third-party')) behaveAgain(thirdPartyUrl);
    for (let attempt = 0; attempt < CLEAR_ATTEMPTS; attempt += 1) {
      const operations = this.#proxiesAt(this.#points).flatMap(clearingOf);
      if (operations.length === 0) return;
      this.#run(operations);
    }
  }

  #make(fault: Fault): void {
    if (fault.kind === 'error') {
      answerErrors(this.#settings.thirdPartyUrl ?? '');
      return;
    }
    const api = fault.point === 'third-party';
    const failed = this.#run(makingOf(this.#proxyOf(fault.point), fault.kind, api));
    if (failed !== null) throw new Error(`Toxiproxy (${this.#url}) refuses the fault: ${failed}`);
  }

  #proxyOf(point: FaultPoint): string {
    return point === 'database' ? this.#settings.databaseProxy : this.#settings.apiProxy;
  }

  #proxies(): readonly ProxyState[] | null {
    const reply = control('GET', `${this.#url}/proxies`);
    return reply.status === 200 ? readProxies(reply.body) : null;
  }

  #proxiesAt(points: readonly FaultPoint[]): readonly ProxyState[] {
    const names = points.map((point) => this.#proxyOf(point));
    return (this.#proxies() ?? []).filter(({ name }) => names.includes(name));
  }

  /** Runs the calls in order; the first failure in words, or null. */
  #run(operations: readonly Operation[]): string | null {
    for (const { method, path, body } of operations) {
      const { status } = control(method, `${this.#url}${path}`, body);
      // 404 and 409: what was to be deleted is gone, what was to be made is there.
      const fine = (status >= 200 && status < 300) || status === 404 || status === 409;
      if (!fine) return `${status} to ${method} ${path}`;
    }
    return null;
  }
}
