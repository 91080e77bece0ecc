/** The suite's third-party stub, for what no TCP proxy can do: answer 500. */
import { isRecord } from '../windmill/http.ts';
import { control } from './control.ts';

const ROUTE = '/_behaviour';

/** Makes it answer 500. Throws where it cannot be told. */
export function answerErrors(url: string): void {
  const { status } = control('POST', `${url}${ROUTE}`, { mode: 'error' });
  if (status !== 200) throw new Error(`the third party (${url}) answers ${status} when told to fail`);
}

/** Makes it well-behaved again; what it was before, or null where it was well-behaved or does not answer. */
export function behaveAgain(url: string): string | null {
  const { status, body } = control('GET', `${url}${ROUTE}`);
  if (status !== 200 || !isRecord(body) || body.mode === 'ok') return null;
  control('POST', `${url}${ROUTE}`, { mode: 'ok' });
  return String(body.mode);
}

/** Why it cannot be told to fail; null where it can. */
export function thirdPartyObstacle(url: string, setting: string): string | null {
  const { status, body } = control('GET', `${url}${ROUTE}`);
  if (status === 200 && isRecord(body) && typeof body.mode === 'string') return null;
  return `${setting} ${url} is not the suite's third-party stub (${status} from ${ROUTE})`;
}
