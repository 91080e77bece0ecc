/**
 * Deploys the fixtures, unchanged, to the workspace of every tenant, and looks in each for what they need:
 * `WM_BASE_URL=… WM_TENANTS=… npm run fixtures:push`.
 */
import { fileURLToPath } from 'node:url';
import type { Tenant } from '../lib/settings/parsers.ts';
import { readFixtures, readFlows } from '../target/supervisor/fixtures.ts';
import { type Destination, FIXTURE_ENV, readDestination } from './fixtures/destination.ts';
import { settleNeeds } from './fixtures/needs.ts';
import { type Fixtures, pushFixtures } from './fixtures/windmill-cli.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';

const HELP = `npm run fixtures:push: deploys the suite's scripts and flows to the workspace of every tenant

  WM_BASE_URL                  the Windmill
  WM_TENANTS                   workspace and token of each: JSON, or a file with it; or
  WM_TENANT_A, WM_TOKEN_A      and _B; or one workspace:
  WM_WORKSPACE, WM_TOKEN
  ${FIXTURE_ENV.database}              postgresql://user:password@host:port/database, as jobs reach it: written as f/perf/db
  ${FIXTURE_ENV.thirdParty}     the third party, as jobs reach it: written as f/perf/third_party_url
  PERF_ALLOWED_HOSTS           must name the host of WM_BASE_URL, unless it is loopback

Exit code: 0 every workspace has all scripts, 2 a mistake in the settings, 3 a workspace was not served.`;

const counted = (items: readonly unknown[], name: string): string =>
  `${items.length} ${name}${items.length === 1 ? '' : 's'}`;

/** Serves one workspace, and says how it went. False: something in it failed. */
async function serve(destination: Destination, tenant: Tenant, fixtures: Fixtures): Promise<boolean> {
  const { workspace } = tenant;
  const failure = pushFixtures(destination.baseUrl, tenant, fixtures);
  if (failure !== null) {
    console.error(`${workspace}: ${failure.what} was not deployed:\n${failure.output.replace(/^/gm, '  ')}`);
    return false;
  }
  console.log(
    `${workspace}: ${counted(fixtures.scripts, 'script')} and ${counted(fixtures.flows, 'flow')} deployed`,
  );
  const needs = await settleNeeds(destination, tenant);
  for (const { path, state, note } of needs) {
    console.log(`${workspace}: ${path} ${state}${note === '' ? '' : `: ${note}`}`);
  }
  return needs.every(({ state }) => state !== 'unknown');
}

async function main(args: readonly string[]): Promise<ExitCode> {
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    console.log(HELP);
    return EXIT.pass;
  }
  const parsed = readDestination(process.env);
  const surplus = args.map(
    (arg) => `unknown argument ${arg}: everything is set by variables (--help lists them)`,
  );
  if (!parsed.ok || surplus.length > 0) {
    throw new UsageError([...surplus, ...(parsed.ok ? [] : parsed.problems)]);
  }
  const { destination } = parsed;
  const folder = fileURLToPath(new URL('../target/fixtures', import.meta.url));
  const fixtures = { scripts: readFixtures(folder), flows: readFlows(folder) };
  let served = 0;
  for (const tenant of destination.tenants) {
    if (await serve(destination, tenant, fixtures)) served += 1;
  }
  console.log(`${served} of ${destination.tenants.length} workspaces are ready`);
  return served === destination.tenants.length ? EXIT.pass : EXIT.couldNotRun;
}

await runMain(() => main(process.argv.slice(2)));
