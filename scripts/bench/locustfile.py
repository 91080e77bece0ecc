# The requests of a user of the load family, made by Locust: for its CPU time a request, beside that of k6.
import json
import os
import time

from locust import FastHttpUser, events, task

WORKSPACE = os.environ["WM_WORKSPACE"]
API = f"/api/w/{WORKSPACE}"
HEADERS = {"Authorization": f"Bearer {os.environ['WM_TOKEN']}", "Content-Type": "application/json"}


class User(FastHttpUser):
    def on_start(self):
        self.round = 0

    @task
    def journey(self):
        self.round += 1
        nonce = f"{id(self)}-{self.round}"
        body = json.dumps({"nonce": nonce, "workspace": WORKSPACE})
        if self.round % 2 == 0:
            path = f"{API}/jobs/run_wait_result/p/f/perf/echo"
            with self.client.post(path, data=body, headers=HEADERS, name="wait", catch_response=True) as reply:
                if reply.status_code != 200 or reply.json().get("nonce") != nonce:
                    reply.failure("wrong result")
            return
        job = self.client.post(f"{API}/jobs/run/p/f/perf/echo", data=body, headers=HEADERS, name="run").text
        pause = 0.05
        path = f"{API}/jobs_u/completed/get_result_maybe/{job}?get_started=true"
        while True:
            time.sleep(pause)
            pause = min(pause * 1.5, 1)
            with self.client.get(path, headers=HEADERS, name="result", catch_response=True) as reply:
                answer = reply.json()
                if not answer.get("completed"):
                    continue
                if answer.get("result", {}).get("nonce") != nonce:
                    reply.failure("wrong result")
                break
        if self.round % 8 < 2:
            self.client.get(f"{API}/jobs_u/completed/get/{job}", headers=HEADERS, name="job")


@events.quitting.add_listener
def tell(environment, **_):
    print(f"requests={environment.stats.total.num_requests}", flush=True)
