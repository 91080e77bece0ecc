import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { isLoopback, parseHttpUrl } from '../../lib/settings/hosts.ts';
import { type ProcessesUnknown, RUN_FILE, type RunRecord } from '../../reports/run-folder.ts';
import type { EmbeddedTarget } from './embedded-target.ts';
import type { FoundK6 } from './k6-finder.ts';
import type { K6Ended } from './k6-process.ts';

/** Whether a target is reached by a loopback address. */
export function onThisMachine(baseUrl: string | null): boolean {
  return isLoopback(parseHttpUrl(baseUrl ?? '')?.host ?? '');
}

/** Writes `run.json`: what the runner knows of a run and k6 does not. Nothing in it tells where on this machine k6 is. */
export function writeRunRecord(
  folder: string,
  run: {
    readonly k6: FoundK6;
    readonly ended: K6Ended;
    readonly interrupted: boolean;
    readonly target: EmbeddedTarget | null;
    readonly defects: readonly string[];
    readonly baseUrl: string | null;
    /** Why the processes of a target on this machine could not be told from others; null where they could. */
    readonly processesUnknown: ProcessesUnknown | null;
  },
): void {
  const { ended, target } = run;
  const record: RunRecord = {
    k6Version: run.k6.version,
    k6ExitCode: ended.exitCode,
    k6Path: null,
    interrupted: run.interrupted,
    startedAt: ended.startedAt.toISOString(),
    endedAt: ended.endedAt.toISOString(),
    generator: ended.generator,
    host: {
      platform: process.platform,
      arch: process.arch,
      cpus: cpus().length,
      node: process.version,
    },
    target: {
      kind: target === null ? 'external' : 'embedded',
      onThisMachine: onThisMachine(run.baseUrl),
      ...(run.processesUnknown === null ? {} : { processesUnknown: run.processesUnknown }),
      ...(target === null ? {} : { ready: target.description() }),
    },
    diagnostics: {
      k6Source: run.k6.source,
      ...(ended.signal === null ? {} : { k6Signal: ended.signal }),
      ...(target?.died === true ? { targetDied: true } : {}),
      ...(run.defects.length === 0 ? {} : { plantedDefects: run.defects }),
    },
  };
  writeFileSync(join(folder, RUN_FILE.run), `${JSON.stringify(record, null, 2)}\n`);
}
