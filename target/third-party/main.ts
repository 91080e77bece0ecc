/** Runs the third-party stand-in alone: `tsx target/third-party/main.ts [--host H] [--port P] [--control-from anyone]`. */
import { parseArgs } from 'node:util';
import { startThirdParty, type ThirdPartyOptions } from './server.ts';

const USAGE_EXIT_CODE = 2;

function readArguments(): ThirdPartyOptions {
  const { values } = parseArgs({
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '0' },
      'control-from': { type: 'string', default: 'loopback' },
    },
  });
  const port = Number(values.port);
  const from = values['control-from'];
  const controlFrom = from === 'loopback' || from === 'anyone' ? from : undefined;
  const errors: string[] = [];
  if (!/^\d+$/.test(values.port) || port > 65535) {
    errors.push(`--port ${values.port}: not a port from 0 to 65535`);
  }
  if (!controlFrom) errors.push(`--control-from ${from}: not one of loopback, anyone`);
  if (errors.length > 0 || !controlFrom) throw new Error(errors.join('\n'));
  return { host: values.host, port, controlFrom };
}

try {
  const thirdParty = await startThirdParty(readArguments());
  console.log(JSON.stringify({ url: thirdParty.url }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void thirdParty.close());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = USAGE_EXIT_CODE;
}
