"""The places that PyAirbyte writes to, and plain SQL to look into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyairbyte
import warehouse_page
from postgres import Server
from streams import Kind, Stream

if TYPE_CHECKING:
    from airbyte.caches.base import CacheBase

Row = dict[str, Any]

REPORTS_BY_NAME_ON_THE_PAGE = {
    "m365_app_user_detail",
    "m365_app_user_detail_daily",
    "office365_active_user_detail",
}


class Tables:
    """A connection to the tables of a destination."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def tuples(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def rows(self, sql: str) -> list[Row]:
        cursor = self._connection.execute(sql)
        names = [column[0].lower() for column in cursor.description]
        return [dict(zip(names, values)) for values in cursor.fetchall()]

    def create_views(self) -> None:
        for statement in warehouse_page.views().values():
            self._connection.execute(statement)

    def drop_views(self) -> None:
        for view in reversed(warehouse_page.views()):
            self._connection.execute(f"DROP VIEW {view}")


@dataclass(frozen=True)
class Destination:
    name: str
    # A new one for each read, as in a job that runs every day.
    make_cache: Callable[[], CacheBase]
    connect: Callable[[], Any]
    # "auto" merges by primary key, "append" keeps every version of a row.
    write_strategy: str = "auto"
    wants: Callable[[Stream], bool] = lambda _stream: True
    # PyAirbyte fills PostgreSQL by way of pandas, which takes a text column of nothing but digits
    # for numbers. docs/warehouse.md warns of it.
    digits_are_numbers: bool = False

    @contextmanager
    def tables(self) -> Iterator[Tables]:
        connection = self.connect()
        try:
            yield Tables(connection)
        finally:
            connection.close()


def duckdb_file(folder: Path, name: str = "merged") -> Destination:
    path = folder / f"{name}.duckdb"
    return Destination(
        f"DuckDB, {name}",
        make_cache=lambda: pyairbyte.duckdb_cache(path, folder),
        connect=lambda: duckdb.connect(str(path)),
    )


def appended_duckdb_file(folder: Path) -> Destination:
    """Keeps every version; only streams whose views have to cope with that."""
    path = folder / "appended.duckdb"
    return Destination(
        "DuckDB, appended to",
        make_cache=lambda: pyairbyte.duckdb_cache(path, folder),
        connect=lambda: duckdb.connect(str(path)),
        write_strategy="append",
        wants=lambda stream: stream.kind in (Kind.CURRENT, Kind.WHOLE)
        or stream.name in REPORTS_BY_NAME_ON_THE_PAGE,
    )


def postgres_database(server: Server, folder: Path, schema: str = "merged") -> Destination:
    def connect() -> Any:
        connection = server.connect()
        connection.execute(f"SET search_path TO {schema}")
        return connection

    return Destination(
        f"PostgreSQL, {schema}",
        make_cache=lambda: pyairbyte.postgres_cache(server, folder, schema),
        connect=connect,
        digits_are_numbers=True,
    )
