#!/bin/sh
# Reads a connection into a DuckDB file: --config SETTINGS --duckdb FILE.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=$("$here/../tools/python-venv.sh")
exec "$python" "$here/read_into_duckdb.py" "$@"
