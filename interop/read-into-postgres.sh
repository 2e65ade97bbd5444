#!/bin/sh
# Reads a connection into a schema of PostgreSQL: --config SETTINGS [--schema NAME].
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=$("$here/../tools/python-venv.sh")
exec "$python" "$here/read_into_postgres.py" "$@"
