import { appendFileSync } from 'node:fs';
import type { PlantedDefects } from './planted.ts';

/**
 * The log that the target goes on writing holds what an earlier run left in it: a request with a token in its address,
 * the very token that is in use again. It is there before anybody asks the target anything.
 */
export function plantEarlierLog(planted: PlantedDefects, logFile: string, tokens: readonly string[]): void {
  if (!planted.has('token-in-earlier-log')) return;
  const lines = tokens.map((token) =>
    JSON.stringify({
      time: '2026-01-05T08:00:00.000Z',
      event: 'request',
      path: `/api/version?token=${token}`,
    }),
  );
  appendFileSync(logFile, `${lines.join('\n')}\n`);
}
