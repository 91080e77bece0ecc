// The smallest script that makes the same requests as a user of the load family, and the checks without which its figures
// would mean nothing: the yardstick of `npm run bench`.

import { check, sleep } from 'k6';
import http from 'k6/http';

const users = Number(__ENV.USERS);
const [min, max = min] = __ENV.THINK_TIME.split('-').map(Number);
const api = `${__ENV.WM_BASE_URL}/api/w/${__ENV.WM_WORKSPACE}`;
const headers = { Authorization: `Bearer ${__ENV.WM_TOKEN}`, 'Content-Type': 'application/json' };
const call = (method, path, body, name) =>
  http.request(method, api + path, body, { headers, tags: { name } });

// Kept by each user, as k6 wants it: what so many metrics cost a user that does nothing else with them. Without any, not
// even the module is loaded.
const count = Number(__ENV.BENCH_METRICS);
const Trend = count === 0 ? null : require('k6/metrics').Trend;
export const metrics = Array.from({ length: count }, (_, n) => new Trend(`metric_${n}`));

export const options = {
  scenarios: {
    users: {
      executor: 'ramping-vus',
      startVUs: 1,
      stages: [
        { duration: '2s', target: users },
        { duration: __ENV.DURATION, target: users },
      ],
      gracefulStop: '15s',
      gracefulRampDown: '15s',
    },
  },
};

const accepted = { 'job accepted': (reply) => reply.status === 201 };
const isOwn = (result, nonce) => result !== undefined && result.nonce === nonce;

export default function () {
  const nonce = `${__VU}-${__ITER}`;
  const body = JSON.stringify({ nonce, workspace: __ENV.WM_WORKSPACE });
  if ((__VU + __ITER) % 2 === 0) {
    const reply = call('POST', '/jobs/run_wait_result/p/f/perf/echo', body, 'wait');
    check(reply, {
      'job completed': ({ status }) => status === 200,
      'own result': (completed) => isOwn(completed.json(), nonce),
    });
  } else {
    const submitted = call('POST', '/jobs/run/p/f/perf/echo', body, 'run');
    check(submitted, accepted);
    const id = submitted.body;
    let pause = 0.05;
    let job = {};
    while (job.completed !== true) {
      sleep(pause);
      pause = Math.min(pause * 1.5, 1);
      job = call('GET', `/jobs_u/completed/get_result_maybe/${id}?get_started=true`, null, 'result').json();
    }
    check(job, {
      'job completed': ({ success }) => success === true,
      'own result': ({ result }) => isOwn(result, nonce),
    });
    if (__ITER % 8 < 2) call('GET', `/jobs_u/completed/get/${id}`, null, 'job');
  }
  if (max > 0) sleep(min + Math.random() * (max - min));
}

export function handleSummary(data) {
  const journeys = data.metrics.iterations.values.count;
  const requests = data.metrics.http_reqs.values.count;
  return { [`${__ENV.PERF_RUN_DIR}/summary.json`]: JSON.stringify({ journeys, requests }) };
}
