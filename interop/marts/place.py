"""One database: PyAirbyte writes to it, dbt builds in it, and it is made empty again. It stays at the
same place all the time, because dbt parses the project anew where the place is another one."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyairbyte
from marts import marts
from postgres import Server
from resident_dbt import ResidentDbt
from warehouse import Row, Warehouse, duckdb_file, postgres_schema

if TYPE_CHECKING:
    from airbyte.caches.base import CacheBase


@dataclass(frozen=True)
class Place:
    name: str
    # Where the package builds, and where the tables of the connector are.
    warehouse: Warehouse
    raw: Warehouse
    # A new one for each read, as in a job that runs every day.
    make_cache: Callable[[], CacheBase]
    empty: Callable[[], None]

    def build(self, variables: dict[str, Any], select: Sequence[str] = ()) -> None:
        given = {"m365_schema": self.raw.schema, **variables}
        self.warehouse.build(given, select=select)

    def test(self, variables: dict[str, Any]) -> None:
        """The data tests of the package."""
        given = {"m365_schema": self.raw.schema, **variables}
        self.warehouse.dbt("test", "--exclude-resource-type", "unit_test", variables=given)

    def marts(self) -> dict[str, list[Row]]:
        return marts(self.warehouse)

    def newest_by_day(self, tables: Sequence[str]) -> dict[str, str]:
        """The newest synced_at, ISO 8601 in UTC, of each reportDate of the daily reports."""
        found: dict[str, str] = {}
        for table in tables:
            if not self._has(table):
                continue
            for row in self.raw.rows(
                f"SELECT reportdate AS day, max(synced_at) AS at FROM {table} GROUP BY reportdate"
            ):
                day, at = row["day"].isoformat()[:10], utc_text(row["at"])
                found[day] = max(found.get(day, at), at)
        return found

    def row_counts(self, tables: Sequence[str]) -> dict[str, int]:
        """Of those tables of the connector that are there."""
        there = [table for table in tables if self._has(table)]
        return {
            table: self.raw.rows(f"SELECT count(*) AS rows FROM {table}")[0]["rows"]
            for table in there
        }

    def _has(self, table: str) -> bool:
        return bool(
            self.raw.rows(
                "SELECT table_name FROM information_schema.tables"
                f" WHERE table_schema = '{self.raw.schema}' AND table_name = '{table}'"
            )
        )


def utc_text(moment: datetime.datetime) -> str:
    if moment.tzinfo:
        moment = moment.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return f"{moment.isoformat(timespec='microseconds')}Z"


def in_duckdb(folder: Path, dbt: ResidentDbt) -> Place:
    warehouse = duckdb_file(folder, "warehouse", dbt)
    path = Path(warehouse.environment["M365_DUCKDB"])
    return Place(
        name="DuckDB",
        warehouse=warehouse,
        raw=warehouse,
        make_cache=lambda: pyairbyte.duckdb_cache(path, folder),
        empty=lambda: path.unlink(missing_ok=True),
    )


def in_postgres(folder: Path, dbt: ResidentDbt, server: Server) -> Place:
    warehouse = postgres_schema(server, folder, "answers", dbt)
    raw = postgres_schema(server, folder, "airbyte_raw", dbt)

    def empty() -> None:
        schemas = (raw.schema, warehouse.schema)
        warehouse.execute([(f"DROP SCHEMA IF EXISTS {name} CASCADE", ()) for name in schemas])

    return Place(
        name="PostgreSQL",
        warehouse=warehouse,
        raw=raw,
        make_cache=lambda: pyairbyte.postgres_cache(server, folder, raw.schema),
        empty=empty,
    )
