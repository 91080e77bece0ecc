/** `npm run build`: bundles all scenarios and says where they are. */
import { relative } from 'node:path';
import { bundle, SUITE_ROOT } from './bundler.ts';

const started = performance.now();
try {
  const files = await bundle();
  const milliseconds = Math.round(performance.now() - started);
  for (const file of files) console.log(relative(SUITE_ROOT, file));
  console.log(`${files.length} ${files.length === 1 ? 'bundle' : 'bundles'} in ${milliseconds} ms`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (process.env.DEBUG === '1') console.error(error);
  process.exitCode = 2;
}
