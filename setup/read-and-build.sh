#!/bin/sh
# Reads all streams into PostgreSQL with PyAirbyte, then builds the dbt package from the tables.
# Run again, it reads what has changed. Variables:
#   M365_CONFIG  settings of the connector (default: config.json)
#   M365_SCHEMA  schema of the tables (default: airbyte_raw)
#   M365_MARTS   schema of what dbt builds (default: m365)
#   PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE  the database
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
config=${M365_CONFIG:-config.json}
export M365_SCHEMA="${M365_SCHEMA:-airbyte_raw}" M365_MARTS="${M365_MARTS:-m365}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM

"$root/interop/read-into-postgres.sh" --config "$config" --schema "$M365_SCHEMA"

dbt=$(dirname "$("$root/tools/python-venv.sh" "$root/dbt/integration_tests")")/dbt
export DBT_TARGET_PATH="$scratch/target" DBT_LOG_PATH="$scratch/logs" DBT_SEND_ANONYMOUS_USAGE_STATS=false
"$dbt" build --project-dir "$root/dbt" --profiles-dir "$root/setup/dbt" --exclude test_type:unit \
  --vars "{m365_schema: $M365_SCHEMA}"
