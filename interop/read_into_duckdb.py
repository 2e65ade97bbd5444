"""Reads all streams of a connection into a DuckDB file by way of PyAirbyte, and makes the views of
docs/warehouse.md in it. Run again, it reads what has changed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb
import pyairbyte
import warehouse_page

HEADLINE = "Rows of each stream"
# Of the printed table: more than there are streams.
MAX_ROWS = 100
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
ANSWERS = "dbt/README.md#a-first-answer-in-five-minutes"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="interop/read-into-duckdb.sh", description=__doc__)
    parser.add_argument("--config", type=Path, required=True, help="settings of the connector")
    parser.add_argument("--duckdb", type=Path, required=True, help="the file to read into")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    with tempfile.TemporaryDirectory(prefix="read-into-duckdb-") as folder:
        pyairbyte.prepare(Path(folder))
        streams = pyairbyte.read_all(
            given.config, lambda: pyairbyte.duckdb_cache(given.duckdb, Path(folder))
        )
    show(given.duckdb, streams)


def show(path: Path, streams: list[str]) -> None:
    """Makes the views, and prints what each table holds."""
    with duckdb.connect(str(path)) as connection:
        for statement in (*warehouse_page.stand_ins().values(), *warehouse_page.views().values()):
            connection.execute(statement)
        there = {name for (name,) in connection.execute(TABLES).fetchall()}
        print(f"{HEADLINE}:\n")
        query = counts_of([name for name in streams if name in there])
        connection.sql(query).show(max_rows=MAX_ROWS)
    print(f"{path} holds a table for each stream, and the views of docs/warehouse.md.")
    print(f"Who holds seats without use, and other answers: {ANSWERS}")


def counts_of(tables: list[str]) -> str:
    counts = (f"SELECT '{name}' AS stream, count(*) AS rows FROM {name}" for name in tables)
    return " UNION ALL ".join(counts)


if __name__ == "__main__":
    sys.exit(main())
