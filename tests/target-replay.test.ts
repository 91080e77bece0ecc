import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningTarget, startTarget } from '../target/start.ts';
import { ALLOWED_DIFFERENCES, NOT_SENT } from './recorded/allowed-differences.ts';
import { type Difference, differences } from './support/replay/compare.ts';
import { type Exchange, Replay } from './support/replay/replay.ts';

/** Requests that a real Windmill has answered, sent to the target that is to be like it. */
const RECORDING = new URL('recorded/windmill-ce-1.743.json', import.meta.url);
const README = new URL('../target/README.md', import.meta.url);
const exchanges = JSON.parse(readFileSync(RECORDING, 'utf8')) as Exchange[];
const allowed = new Set(ALLOWED_DIFFERENCES.flatMap(({ exchanges: names }) => names));

const MAX_SHOWN = 400;
const shown = ({ aspect, recorded, seen }: Difference) =>
  `${aspect}: Windmill ${recorded.slice(0, MAX_SHOWN)}, target ${seen.slice(0, MAX_SHOWN)}`;

describe('a target like Windmill', () => {
  let target: RunningTarget;
  const differing = new Map<string, string[]>();

  beforeAll(async () => {
    target = await startTarget({ workers: 2, tenants: 2, like: 'windmill-ce' });
    const replay = new Replay(target);
    for (const exchange of exchanges) {
      if (exchange.name in NOT_SENT) continue;
      const found = differences(exchange, await replay.send(exchange), replay.values);
      if (found.length > 0) differing.set(exchange.name, found.map(shown));
    }
  }, 60_000);
  afterAll(() => target?.stop());

  it('answers every recorded request as Windmill did, but for what is allowed', () => {
    expect([...differing].filter(([name]) => !allowed.has(name))).toEqual([]);
  });

  it('differs wherever a difference is allowed', () => {
    const always = ALLOWED_DIFFERENCES.filter(({ sometimes }) => sometimes !== true);
    const names = always.flatMap((difference) => difference.exchanges);
    expect(names.filter((name) => !differing.has(name))).toEqual([]);
  });
});

it('allows only what its README gives a reason for', () => {
  const readme = readFileSync(README, 'utf8').replace(/\s+/g, ' ');
  for (const { what, reason } of ALLOWED_DIFFERENCES) {
    expect(readme).toContain(what);
    expect(readme).toContain(reason);
  }
});

it('sends nothing that is not recorded', () => {
  const names = new Set(exchanges.map(({ name }) => name));
  expect([...allowed, ...Object.keys(NOT_SENT)].filter((name) => !names.has(name))).toEqual([]);
});
