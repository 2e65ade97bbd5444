#!/bin/sh
# The tests of the report that need DuckDB and a browser. With names of tests, these alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
CHROMIUM=$("$here/chromium.sh")
export CHROMIUM
[ -d "$here/node_modules" ] || npm ci --prefix "$here" --no-audit --no-fund
cd "$here/.."
exec npx jest --config report/jest.config.js "$@"
