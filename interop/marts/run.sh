#!/bin/sh
# Compares every mart of the dbt package with the truth of the simulated tenant. With names of
# conditions, these alone. `npm run test:marts` builds first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root="$here/../.."
python=$("$root/tools/python-venv.sh")
DBT_PYTHON=$("$root/tools/python-venv.sh" "$root/dbt/integration_tests")
POSTGRES_PROGRAMS=$("$root/interop/postgres.sh")
export DBT_PYTHON POSTGRES_PROGRAMS
export PYTHONPATH="$here:$here/..:$root/dbt/integration_tests"
project="$root/dbt/integration_tests"
# Once, before both databases use the project.
"$(dirname "$DBT_PYTHON")/dbt" --quiet --log-level-file none deps \
  --project-dir "$project" --profiles-dir "$project"
cd "$here"
"$python" -m unittest --quiet
exec env TZ=UTC "$python" main.py "$@"
