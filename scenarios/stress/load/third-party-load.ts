/** How busy the suite's third-party stub is, where it serves no more than so many calls at once. */
import http from 'k6/http';
import { isRecord, NOT_COUNTED } from '../../../lib/windmill/http.ts';

/** Calls being served as a share of those it serves at once, 0 to 1; null for a third party without such a limit. */
export function shareOf(stats: unknown): number | null {
  if (!isRecord(stats)) return null;
  const { serving, atOnce } = stats;
  return typeof serving === 'number' && typeof atOnce === 'number' && atOnce > 0
    ? Math.min(1, serving / atOnce)
    : null;
}

/** @param url of the stub; null where it does not answer. */
export function readThirdPartyShare(url: string): number | null {
  const response = http.get(`${url}/_stats`, {
    redirects: 0,
    timeout: 2000,
    responseType: 'text',
    responseCallback: NOT_COUNTED,
    tags: { name: 'GET third party', role: 'monitor' },
  });
  if (response.status !== 200 || typeof response.body !== 'string') return null;
  try {
    return shareOf(JSON.parse(response.body));
  } catch {
    return null;
  }
}
