import { appendFileSync, createWriteStream } from 'node:fs';

/** One JSON object a line, appended by every process of the target to the same file. */
export type Log = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Lines are gathered for a moment: one write for many requests keeps the log out of the measurement. */
const FLUSH_MS = 100;

export function openLog(file: string, processName: string): Log {
  const stream = createWriteStream(file, { flags: 'a' });
  stream.on('error', () => undefined);
  let pending = '';
  const flush = () => {
    stream.write(pending);
    pending = '';
  };
  process.once('exit', () => {
    if (pending !== '') appendFileSync(file, pending);
  });
  return (event, fields) => {
    if (pending === '') setTimeout(flush, FLUSH_MS).unref();
    pending += `${JSON.stringify({ time: new Date().toISOString(), process: processName, event, ...fields })}\n`;
  };
}
