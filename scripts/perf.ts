/** `npm run perf -- SCENARIO|GROUP…`: runs scenarios and answers with an exit code. */
import { readConfiguration } from './lib/configuration.ts';
import { EXIT } from './lib/exit-codes.ts';
import { helpText } from './lib/help.ts';
import { runMain } from './lib/run-main.ts';

await runMain(async () => {
  const configuration = readConfiguration(process.argv.slice(2), process.env);
  if (configuration === null) {
    console.log(helpText());
    return EXIT.pass;
  }
  // Loaded only now: a mistake or --help is answered without the reports and all that they need.
  const { runAll } = await import('./lib/run-all.ts');
  return runAll(configuration);
});
