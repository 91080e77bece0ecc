# syntax=docker/dockerfile:1
# The suite with its k6. Two targets:
#   suite      official k6: every scenario, faults through Toxiproxy
#   disruptor  k6 with xk6-disruptor: the scenarios with FAULT_BACKEND=kubernetes
# Build from the repository's root: docker build -f deploy/runner.Dockerfile --target suite -t autwinmill-perf-suite .

FROM grafana/k6:1.8.1 AS k6

FROM grafana/xk6:1.4.11 AS k6-disruptor
RUN xk6 build v1.8.1 --with github.com/grafana/xk6-disruptor@v0.3.17 --output /tmp/k6

FROM node:20.20.2-bookworm-slim AS base
WORKDIR /suite
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
# Writable by whichever user compose or Kubernetes runs it as.
RUN mkdir -p dist reports/results && chmod 1777 dist reports/results
ENV K6_BIN=/usr/local/bin/k6 \
    K6_NO_USAGE_REPORT=true
USER node
ENTRYPOINT ["npm", "run", "--silent", "perf", "--"]
CMD ["--help"]

FROM base AS disruptor
COPY --from=k6-disruptor /tmp/k6 /usr/local/bin/k6
ENV FAULT_BACKEND=kubernetes

FROM base AS suite
COPY --from=k6 /usr/bin/k6 /usr/local/bin/k6
