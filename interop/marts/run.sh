#!/bin/sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root="$here/../.."
python=$("$root/tools/python-venv.sh")
DBT_PYTHON=$("$root/tools/python-venv.sh" "$root/dbt/integration_tests")
POSTGRES_PROGRAMS=$("$root/interop/postgres.sh")
export DBT_PYTHON POSTGRES_PROGRAMS
export PYTHONPATH="$here:$here/..:$root/dbt/integration_tests"
exec env TZ=UTC "$python" "$here/main.py" "$@"
