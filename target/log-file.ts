import { appendFileSync, createWriteStream } from 'node:fs';

/** One JSON object a line, appended by every process of the target to the same file. */
export interface Log {
  (event: string, fields?: Readonly<Record<string, unknown>>): void;
  /** A line as it stands. */
  line(text: string): void;
}

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
  const line = (text: string) => {
    if (pending === '') setTimeout(flush, FLUSH_MS).unref();
    pending += `${text}\n`;
  };
  const log = (event: string, fields?: Readonly<Record<string, unknown>>) =>
    line(JSON.stringify({ time: new Date().toISOString(), process: processName, event, ...fields }));
  return Object.assign(log, { line });
}
