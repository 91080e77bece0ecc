#!/bin/sh
# Runs a scenario or a group: scripts/benchmark.sh stress --profile short
# Installs what is missing first. Ends with the exit code of the runner.
set -eu

suite=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd -- "$suite"

if ! command -v node >/dev/null 2>&1; then
  echo 'Could not run: Node.js 20 or newer is needed (https://nodejs.org)' >&2
  exit 3
fi
if [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" != true ]; then
  echo "Could not run: Node.js 20 or newer is needed, this is $(node --version)" >&2
  exit 3
fi

# npm rewrites this file whenever it installs: newer than the lock file means installed.
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ -n "$(find package.json package-lock.json -newer "$installed")" ]; then
  npm ci --no-audit --no-fund >&2 || {
    echo 'Could not run: the dependencies could not be installed (npm ci)' >&2
    exit 3
  }
  touch "$installed"
fi

# In place of this shell, so that a Ctrl-C or a signal reaches the runner itself.
exec node --import tsx scripts/perf.ts "$@"
