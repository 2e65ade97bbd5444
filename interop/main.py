"""Reads the simulated tenant with PyAirbyte into DuckDB and PostgreSQL, again after a day full of
changes, and once more whole; compares what arrives with what the tenant holds."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import pyairbyte
from comparison import Score
from demo import running_demo
from destination import appended_duckdb_file, duckdb_file, postgres_database
from journey import Journey
from postgres import Server, running_postgres
from pseudonymous_tenant import PseudonymousTenant
from tenant import Tenant, running_tenant


def travel(folder: Path, tenant: Tenant, server: Server) -> Score:
    score = Score()
    merging = [duckdb_file(folder), postgres_database(server, folder)]
    appending = [appended_duckdb_file(folder)]
    hidden = PseudonymousTenant(tenant, folder)
    hiding = [duckdb_file(folder, "pseudonyms"), postgres_database(server, folder, "pseudonyms")]
    journeys = [Journey(score, tenant, place) for place in (*merging, *appending)]
    hidden_journeys = [Journey(score, hidden, place) for place in hiding]
    late_day = tenant.hold_day_back()
    first = tenant.expect()
    for journey in journeys:
        journey.read_first(first)
    for journey in hidden_journeys:
        journey.read_first(hidden.rows(first))
    tenant.sleep()
    os.environ.update(tenant.environment())
    changes = tenant.change(late_day)
    second = tenant.expect()
    for journey in journeys:
        journey.read_again(second, changes)
        journey.replace_licences(second)
    for journey in hidden_journeys:
        journey.read_again(hidden.rows(second), hidden.changes(changes))
    for journey in [*journeys[: len(merging)], *hidden_journeys]:
        journey.replace_everything(hidden.rows(second) if journey in hidden_journeys else second)
    return score


def main() -> int:
    started = time.monotonic()
    programs = Path(os.environ["POSTGRES_PROGRAMS"])
    with tempfile.TemporaryDirectory(prefix="interop-") as name, running_tenant() as tenant:
        folder = Path(name)
        pyairbyte.prepare(folder)
        with running_demo(folder) as demo, running_postgres(programs) as server:
            os.environ.update(tenant.environment())
            print(f"{pyairbyte.versions()}, PostgreSQL {server.version()}", flush=True)
            score = travel(folder, tenant, server)
            score.add("demo", demo.result([stream["name"] for stream in tenant.catalog]))
    print(f"in {time.monotonic() - started:.0f} seconds")
    print(f"{score.compared} compared, {score.different} different")
    return 1 if score.different or not score.compared else 0


def stop(number: int, _frame: object) -> None:
    # An exception, so that everything that was started is stopped on the way out.
    sys.exit(128 + number)


if __name__ == "__main__":
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, stop)
    sys.exit(main())
