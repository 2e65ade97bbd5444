#!/bin/sh
# Tests the dbt package on DuckDB, or on PostgreSQL when POSTGRES_PROGRAMS names the folder of its
# server programs, and checks the style of its SQL.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=$("$here/../../tools/python-venv.sh" "$here")
cd "$here"
"$python" -m unittest --verbose "$@"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd ..
M365_DUCKDB="$scratch/empty.duckdb" DBT_TARGET_PATH="$scratch/target" DBT_LOG_PATH="$scratch/logs" \
  "$(dirname "$python")/sqlfluff" lint models tests
