import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSettings } from '../../lib/settings/settings.ts';
import { staleFixtures } from './stale-fixtures.ts';

const FIXTURES = [
  { path: 'f/perf/echo', content: 'export const main = () => 1;\n' },
  { path: 'f/perf/cpu', content: 'export const main = () => 2;\n' },
  { path: 'f/perf/gone', content: 'export const main = () => 3;\n' },
];

/** Workspace "new" has this version of the scripts, with other ends of lines; "old" has an older `cpu`. */
const DEPLOYED: Readonly<Record<string, string>> = {
  '/api/w/new/scripts/get/p/f/perf/echo': 'export const main = () => 1;\r\n\r\n',
  '/api/w/new/scripts/get/p/f/perf/cpu': 'export const main = () => 2;',
  '/api/w/old/scripts/get/p/f/perf/echo': 'export const main = () => 1;\n',
  '/api/w/old/scripts/get/p/f/perf/cpu': 'export const main = () => 0;\n',
};

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    const content = DEPLOYED[request.url ?? ''];
    response.statusCode = content === undefined ? 404 : 200;
    response.end(content === undefined ? 'Not found' : JSON.stringify({ content, language: 'bun' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

const look = (baseUrl: string, workspaces: readonly string[]) => {
  const WM_TENANTS = JSON.stringify(workspaces.map((workspace) => ({ workspace, token: `of-${workspace}` })));
  const outcome = parseSettings({ WM_BASE_URL: baseUrl, WM_TENANTS });
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return staleFixtures(outcome.settings, new AbortController().signal, FIXTURES);
};
const urlOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test('a workspace with an older script is named, one with the same is not, and what is missing is none', async () => {
  expect(await look(urlOf(), ['new'])).toEqual([]);
  expect(await look(urlOf(), ['new', 'old'])).toEqual([
    'workspace "old" has another version of f/perf/cpu than this suite: npm run fixtures:push deploys its own',
  ]);
});

test('a target that does not answer has nothing to compare', async () => {
  expect(await look('http://127.0.0.1:9', ['new'])).toEqual([]);
});
