/** Control calls to whatever injects faults: kept out of the figures of the load. */
import http from 'k6/http';
import { NOT_COUNTED } from '../windmill/http.ts';

export interface ControlReply {
  /** 0: no answer. */
  readonly status: number;
  readonly body: unknown;
}

const TIMEOUT_MS = 5000;

/** One call; the name of the metric's series is the route without names. Never throws. */
export function control(method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown): ControlReply {
  const response = http.request(method, url, body === undefined ? null : JSON.stringify(body), {
    headers: { 'Content-Type': 'application/json' },
    responseType: 'text',
    redirects: 0,
    timeout: TIMEOUT_MS,
    responseCallback: NOT_COUNTED,
    tags: { name: `${method} fault control`, role: 'fault' },
  });
  let parsed: unknown = null;
  try {
    parsed = JSON.parse(response.body ?? 'null');
  } catch {
    // No JSON: the status has to do.
  }
  return { status: response.status, body: parsed };
}
