#!/bin/sh
# Reads the simulated tenant with PyAirbyte and compares what arrives. `npm run test:interop`
# builds first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=$("$here/../tools/python-venv.sh")
POSTGRES_PROGRAMS=$("$here/postgres.sh")
export POSTGRES_PROGRAMS
cd "$here"
"$python" -m unittest --quiet
exec env TZ=UTC "$python" main.py
