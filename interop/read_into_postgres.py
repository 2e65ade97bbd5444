"""Reads all streams of a connection into a schema of PostgreSQL by way of PyAirbyte. Run again, it
reads what has changed. The database is named by the variables of libpq: PGHOST, PGPORT, PGUSER,
PGPASSWORD and PGDATABASE."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pyairbyte

NEEDED = ("PGHOST", "PGUSER", "PGPASSWORD", "PGDATABASE")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="interop/read-into-postgres.sh", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="settings of the connector")
    parser.add_argument("--schema", default="airbyte_raw", help="default: airbyte_raw")
    return parser.parse_args()


def server() -> SimpleNamespace:
    missing = [name for name in NEEDED if not os.environ.get(name)]
    if missing:
        sys.exit(f"Set {' and '.join(missing)}: they name the database to read into.")
    return SimpleNamespace(
        host=os.environ["PGHOST"],
        port=int(os.environ.get("PGPORT") or 5432),
        username=os.environ["PGUSER"],
        password=os.environ["PGPASSWORD"],
        database=os.environ["PGDATABASE"],
    )


def main() -> None:
    given = arguments()
    database = server()
    with tempfile.TemporaryDirectory(prefix="read-into-postgres-") as folder:
        pyairbyte.prepare(Path(folder))
        pyairbyte.read_all(
            given.config,
            lambda: pyairbyte.postgres_cache(database, Path(folder), given.schema),
        )
    print(f"The schema {given.schema} of {database.database} holds a table for each stream.")


if __name__ == "__main__":
    main()
