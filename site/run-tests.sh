#!/bin/sh
# The tests of the built site that need a browser. With names of tests, these alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
CHROMIUM=$("$here/../report/chromium.sh")
export CHROMIUM
cd "$here/.."
exec npx jest --config site/jest.config.js "$@"
