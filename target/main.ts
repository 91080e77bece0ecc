import { parseOptions, type TargetOptions } from './options.ts';
import { watchParent } from './supervisor/parent-watch.ts';
import { Supervisor } from './supervisor/supervisor.ts';

const EXIT_USAGE = 2;
const EXIT_COULD_NOT_RUN = 3;

async function run(options: TargetOptions): Promise<void> {
  const supervisor = new Supervisor(options);
  const stop = async () => {
    await supervisor.stop();
    process.exit(process.exitCode ?? 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  watchParent(() => void stop());
  // Who would read this has ended, and with it the reason to be here.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => void stop());
  try {
    process.stdout.write(`${JSON.stringify(await supervisor.start())}\n`);
  } catch (error) {
    if (supervisor.stopping) return stop();
    process.stderr.write(`target: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = EXIT_COULD_NOT_RUN;
    await stop();
  }
}

const parsed = parseOptions(process.argv.slice(2), process.env);
if (parsed.kind === 'help') console.log(parsed.text);
else if (parsed.kind === 'mistakes') {
  for (const mistake of parsed.mistakes) process.stderr.write(`target: ${mistake}\n`);
  process.exitCode = EXIT_USAGE;
} else await run(parsed.options);
