#!/bin/sh
# Tests the dbt package on DuckDB and PostgreSQL, and checks the style of its SQL. With names of
# tests, these alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root="$here/../.."
python=$("$root/tools/python-venv.sh" "$here")
programs=$("$root/interop/postgres.sh")
cd "$here"
"$python" -m unittest --verbose "$@"
POSTGRES_PROGRAMS="$programs" "$python" -m unittest --verbose "${@:-test_answers}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd ..
M365_DUCKDB="$scratch/empty.duckdb" DBT_TARGET_PATH="$scratch/target" DBT_LOG_PATH="$scratch/logs" \
  "$(dirname "$python")/sqlfluff" lint models tests
