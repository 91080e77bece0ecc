/** Completed jobs of a workspace, a page at a time, newest first. Of each row only what is counted is read. */
import { z } from 'zod';
import type { Tenant } from '../../lib/settings/parsers.ts';
import { CouldNotRunError, messageOf } from '../lib/errors.ts';

const completedJob = z.object({
  id: z.string(),
  created_at: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  job_kind: z.string(),
  script_path: z.string().nullish(),
  parent_job: z.string().nullish(),
  tag: z.string().nullish(),
  duration_ms: z.number().min(0),
  success: z.boolean(),
});
export type CompletedJob = z.infer<typeof completedJob>;

export const PAGE_ROWS = 1000;
const TIMEOUT_MS = 30_000;
const ATTEMPTS = 3;
const RETRY_MS = 1_000;

export interface PageRequest {
  readonly baseUrl: string;
  readonly tenant: Tenant;
  /** ISO times: jobs that came after the one and before the other, neither included. */
  readonly after: string;
  readonly before: string;
}

/** A page, or why there was none: the answer's status, or what the connection said. */
async function tryPage(url: string, token: string): Promise<readonly CompletedJob[] | string> {
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      // A redirect could lead to a host that nobody has allowed.
      redirect: 'error',
    });
    if (!response.ok) {
      await response.body?.cancel();
      return `status ${response.status}`;
    }
    const parsed = z.array(completedJob).safeParse(await response.json());
    return parsed.success ? parsed.data : 'an answer that is no list of completed jobs';
  } catch (error) {
    return messageOf(error);
  }
}

/** Throws CouldNotRunError where the system does not answer with a page, after three attempts. */
export async function readPage(
  { baseUrl, tenant, after, before }: PageRequest,
  pauseMs: number,
): Promise<readonly CompletedJob[]> {
  const query = new URLSearchParams({
    per_page: String(PAGE_ROWS),
    order_desc: 'true',
    created_after: after,
    created_before: before,
  });
  const url = `${baseUrl}/api/w/${encodeURIComponent(tenant.workspace)}/jobs/completed/list?${query}`;
  let said = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const waitMs = attempt === 0 ? pauseMs : RETRY_MS * 2 ** (attempt - 1);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const page = await tryPage(url, tenant.token);
    if (typeof page !== 'string') return page;
    said = page;
    if (/^status 4(?!29)/.test(said)) break;
  }
  throw new CouldNotRunError(`${tenant.workspace}: the list of completed jobs: ${said}`);
}

/**
 * A microsecond later. Times are told in microseconds, and jobs of the same one may lie on both sides of a page's end: the
 * next page begins with them once more.
 */
export function justAfter(time: string): string {
  const match = /^(.*?)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:?\d\d)$/.exec(time);
  if (match === null) return time;
  const [, whole = '', fraction = '', zone = 'Z'] = match;
  const micros = Number(fraction.padEnd(6, '0')) + 1;
  if (micros < 1_000_000) return `${whole}.${String(micros).padStart(6, '0')}${zone}`;
  return new Date(Date.parse(`${whole}${zone}`) + 1000).toISOString();
}
