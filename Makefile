# The suite's commands. Everything here is a thin wrapper around npm scripts, which work without make too.
# Variables given to make reach the suite: make perf SCENARIO=stress PROFILE=short SLO_P95_MS=1500

.DEFAULT_GOAL := help
.PHONY: help perf test selftest bench report compare target build fixtures clean

TSX := node --import tsx
# npm rewrites this file whenever it installs: newer than the lock file means installed.
INSTALLED := node_modules/.package-lock.json

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20
	@echo
	@echo '  make perf SCENARIO=baseline PROFILE=smoke   (npm run perf -- --help lists scenarios and settings)'

$(INSTALLED): package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

perf: $(INSTALLED) ## run SCENARIO=… (a scenario or a group) and report
	@$(TSX) scripts/perf.ts $(ARGS)

build: $(INSTALLED) ## bundle the scenarios into dist/k6
	@npm run --silent build

test: build ## types, lint, unused code, unit and end-to-end tests
	npm run --silent typecheck
	npm run --silent lint
	npm run --silent unused
	@mkdir -p .cache
	npm run --silent test -- --reporter=default --reporter=json --outputFile.json=.cache/tests.json

selftest: $(INSTALLED) ## every planted defect against the scenario that must catch it, and the healthy target
	@$(TSX) scripts/selftest.ts $(ARGS)

bench: $(INSTALLED) ## what the suite costs, against the smallest hand-written k6 script
	@$(TSX) scripts/bench.ts $(ARGS)

report: $(INSTALLED) ## render the reports of a run again: ARGS=<run folder>
	@$(TSX) scripts/report.ts $(ARGS)

compare: $(INSTALLED) ## compare runs: ARGS="<run folder> <run folder>"
	@$(TSX) scripts/compare.ts $(ARGS)

target: $(INSTALLED) ## the embedded target alone: ARGS="--workers 4 --defect slow-p95"
	@$(TSX) target/main.ts $(ARGS)

fixtures: $(INSTALLED) ## deploy the suite's scripts to the workspace of every tenant
	@npm run --silent fixtures:push -- $(ARGS)

clean: ## remove bundles, caches and results
	rm -rf dist .cache coverage reports/results
