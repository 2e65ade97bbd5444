"""All conditions in one database: duckdb or postgres, a file for the counts, names of conditions."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyairbyte
from condition import CONDITIONS
from differences import Count
from main import stop
from month import MONTH, prove_month
from place import Place, in_duckdb, in_postgres
from postgres import running_postgres
from prove import prove
from resident_dbt import running_dbt


@contextmanager
def running_place(target: str, folder: Path) -> Iterator[Place]:
    with running_dbt(os.environ["DBT_PYTHON"]) as dbt:
        if target == "duckdb":
            yield in_duckdb(folder, dbt)
            return
        with running_postgres(Path(os.environ["POSTGRES_PROGRAMS"])) as server:
            yield in_postgres(folder, dbt, server)


def main(target: str, counts: str, *names: str) -> None:
    count = Count()
    with tempfile.TemporaryDirectory(prefix=f"marts-{target}-") as name:
        folder = Path(name)
        pyairbyte.prepare(folder)
        with running_place(target, folder) as place:
            for condition in CONDITIONS:
                if not names or condition.name in names:
                    count.add(prove(place, condition, folder))
            if not names or MONTH in names:
                count.add(prove_month(place, folder))
    Path(counts).write_text(
        json.dumps(
            {"rows": count.rows, "values": count.values, "different": len(count.differences)}
        )
    )


if __name__ == "__main__":
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, stop)
    main(*sys.argv[1:])
