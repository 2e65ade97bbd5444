"""Runs setup/read-and-build.sh twice, a day apart, against the simulated tenant and PostgreSQL, as a
scheduler does, and compares the tables with what the tenant holds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from postgres import Server, running_postgres
from pyairbyte import REPLACED
from rows import Row
from tenant import REPOSITORY, Tenant, running_tenant

SCRIPT = REPOSITORY / "setup" / "read-and-build.sh"
# Rows are merged into their tables, and some say that a row is gone.
MERGED = ("subscribed_skus", "users")
SEATS = "SELECT sum(assigned_seats) FROM m365.m365__seat_inventory"


def run(tenant: Tenant, server: Server) -> None:
    database = {
        "PGHOST": server.host,
        "PGPORT": str(server.port),
        "PGUSER": server.username,
        "PGPASSWORD": server.password,
        "PGDATABASE": server.database,
    }
    environment = {**os.environ, **tenant.environment(), **database}
    environment["M365_CONFIG"] = str(tenant.config)
    ended = subprocess.run([SCRIPT], env=environment, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        sys.exit(f"{SCRIPT} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
    if server.password in ended.stdout + ended.stderr:
        sys.exit("The script printed the password of the database.")


def found(server: Server) -> dict[str, int]:
    queries = {
        **{name: f"{_count(name)} WHERE _ab_cdc_deleted_at IS NULL" for name in MERGED},
        **{name: _count(name) for name in REPLACED},
        "seats": SEATS,
    }
    with server.connect() as connection:
        return {name: connection.execute(query).fetchone()[0] for name, query in queries.items()}


def _count(table: str) -> str:
    return f"SELECT count(*) FROM airbyte_raw.{table}"


def expected(rows: dict[str, list[Row]]) -> dict[str, int]:
    live = {name: [row for row in rows[name] if not row.get("_ab_cdc_deleted_at")] for name in rows}
    return {
        **{name: len(live[name]) for name in (*MERGED, *REPLACED)},
        "seats": sum(row["consumedUnits"] for row in live["subscribed_skus"]),
    }


def main() -> int:
    programs = Path(os.environ["POSTGRES_PROGRAMS"])
    with running_tenant() as tenant, running_postgres(programs) as server:
        late_day = tenant.hold_day_back()
        for day in ("first", "second"):
            if day == "second":
                tenant.change(late_day)
            run(tenant, server)
            read, wanted = found(server), expected(tenant.expect())
            print(f"read and built on the {day} day: {read}", flush=True)
            if read != wanted:
                print(f"expected {wanted}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
