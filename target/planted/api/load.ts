import type { DefectHooks } from '../../api/hooks.ts';
import { text } from '../../api/reply.ts';
import type { DefectName } from '../../defects.ts';

const startsJob = (pattern: string) => /^w\/:w\/jobs\/run(_wait_result)?\//.test(pattern);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let second = 0;
let submitted = 0;
let peakSeen = false;

/** A peak leaves something behind: once more jobs came in within a second than the limit, every answer is late. */
const slowAfterPeak: DefectHooks = {
  before: async (match, _request, { planted }) => {
    if (!startsJob(match.route.pattern)) return undefined;
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) submitted = 0;
    second = now;
    submitted += 1;
    if (submitted > planted.param('peak-per-s')) peakSeen = true;
    if (peakSeen) await wait(planted.param('hangover-ms'));
    return undefined;
  },
};

let firstJobAt: number | undefined;
let owed = 0;

/** The share of submissions that fail grows by a constant amount each second; evenly, without dice. */
const errorsCreep: DefectHooks = {
  before: (match, _request, { planted }) => {
    if (!startsJob(match.route.pattern)) return undefined;
    firstJobAt ??= Date.now();
    const seconds = (Date.now() - firstJobAt) / 1000;
    owed += Math.min(0.5, (seconds * planted.param('errors-percent-per-s')) / 100);
    if (owed < 1) return undefined;
    owed -= 1;
    return text('Internal: planted failure', 500);
  },
};

/** Defects that show in the course of a load. */
export const LOAD_DEFECTS: Partial<Record<DefectName, DefectHooks>> = {
  'slow-after-peak': slowAfterPeak,
  'errors-creep': errorsCreep,
};
