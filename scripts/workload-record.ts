/** `npm run workload:record -- --days 7`: a workload file from what a real system did, read page by page. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { writeAtomically } from '../reports/write-files.ts';
import { readDestination } from './fixtures/destination.ts';
import { UsageError } from './lib/errors.ts';
import { EXIT, type ExitCode } from './lib/exit-codes.ts';
import { runMain } from './lib/run-main.ts';
import { RECORD_HELP, readRecordArguments } from './workload/arguments.ts';
import { asWorkload } from './workload/as-workload.ts';
import { closeRecording, openRecording, type Recording, record } from './workload/recording.ts';

const counted = (leftOut: Readonly<Record<string, number>>): string =>
  Object.entries(leftOut)
    .map(([why, count]) => `${count} (${why})`)
    .join(', ');

function report(recording: Recording, items: number, leftOut: Readonly<Record<string, number>>): void {
  const { tally, requests, from, to } = recording;
  console.log(
    `Read ${recording.rows} completed jobs from ${from} to ${to} in ${requests} requests: ` +
      `${tally.jobs} jobs became ${items} items, ${tally.steps} were steps of flows.`,
  );
  if (Object.keys(leftOut).length > 0) console.log(`Left out: ${counted(leftOut)}.`);
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const given = readRecordArguments(args);
  if (given === null) {
    console.log(RECORD_HELP);
    return EXIT.pass;
  }
  const destination = readDestination(process.env);
  if (!destination.ok) throw new UsageError(destination.problems);
  const { baseUrl, tenants } = destination.destination;
  const out = resolve(given.out);
  const stateFile = `${out}.state.json`;
  if (existsSync(out) && !given.force)
    throw new UsageError([`${out} exists: name another --out, or --force`]);
  const recording = await openRecording(stateFile, baseUrl, tenants, given.days);
  if (recording.requests > 0) {
    console.log(
      `Goes on with ${stateFile}: ${recording.rows} jobs in ${recording.requests} requests so far.`,
    );
  }
  const whole = await record(recording, tenants, stateFile, given, ({ requests, rows }, workspace) => {
    if (requests % 20 === 0) console.error(`${workspace}: ${rows} jobs, ${requests} requests`);
  });
  if (!whole) {
    console.log(
      `${given.maxRequests} requests are used up after ${recording.rows} jobs: the same command goes on from ${stateFile}.`,
    );
    return EXIT.inconclusive;
  }
  if (recording.tally.jobs === 0) {
    await closeRecording(stateFile);
    const leftOut = counted(recording.tally.leftOut);
    console.log(
      `No completed job of a script or flow from ${recording.from} to ${recording.to}: nothing to write.` +
        (leftOut === '' ? '' : ` Left out: ${leftOut}.`),
    );
    return EXIT.inconclusive;
  }
  const { text, items, leftOut } = asWorkload(recording);
  await writeAtomically(out, text);
  await closeRecording(stateFile);
  report(recording, items, leftOut);
  console.log(`Written: ${out}`);
  return EXIT.pass;
}

await runMain(() => main(process.argv.slice(2)));
