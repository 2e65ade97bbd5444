"""The reads, one after another, and what has to be in the tables after each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyairbyte
from comparison import Comparison, Rows, Score
from destination import Destination
from streams import Kind, Stream, merged, newest_days, streams_of
from tenant import Tenant


class Journey:
    """Of one destination."""

    def __init__(self, score: Score, tenant: Tenant, destination: Destination) -> None:
        self._score = score
        self._config = tenant.config
        self._destination = destination
        self._streams = [s for s in streams_of(tenant.catalog) if destination.wants(s)]
        self._first: Rows = {}

    def read_first(self, first: Rows) -> None:
        self._first = first
        with self._reading("first read") as comparison:
            comparison.tables.create_views()
            for stream in self._streams:
                comparison.rows(stream, stream.all_rows(), first[stream.name])

    def read_again(self, second: Rows, changes: dict[str, Any]) -> None:
        with self._destination.tables() as tables:
            [(before,)] = tables.tuples("SELECT max(synced_at) FROM users")
        with self._reading("second read") as comparison:
            for stream in self._streams:
                self._compare_merged(comparison, stream, second[stream.name], changes["daysToRead"])
            # Of the users only those came again that had changed.
            news = f"SELECT DISTINCT id FROM users WHERE synced_at > '{before}'"
            changed = [(user,) for user in changes["users"]]
            comparison.values("changed users", comparison.tables.tuples(news), changed)

    def replace_licences(self, second: Rows) -> None:
        whole = [stream for stream in self._streams if stream.kind is Kind.WHOLE]
        with self._reading("licences replaced", whole, replace=True) as comparison:
            for stream in whole:
                comparison.rows(stream, stream.all_rows(), second[stream.name])
            comparison.answers(second)

    def replace_everything(self, second: Rows) -> None:
        with self._destination.tables() as tables:
            # PostgreSQL keeps a table as long as a view reads from it.
            tables.drop_views()
        with self._reading("everything replaced", replace=True) as comparison:
            comparison.tables.create_views()
            for stream in self._streams:
                comparison.rows(stream, stream.all_rows(), second[stream.name])
                comparison.count(stream, second[stream.name])

    def _compare_merged(
        self, comparison: Comparison, stream: Stream, second: list[Any], days: list[str]
    ) -> None:
        first = self._first[stream.name]
        if stream.kind is Kind.CURRENT:
            comparison.rows(stream, stream.all_rows(), second)
        if stream.kind is Kind.SNAPSHOT:
            comparison.rows(stream, stream.all_rows(), merged(first, second))
            comparison.rows(stream, stream.page_query(), second)
        if stream.kind is Kind.DAILY:
            news = [row for row in second if row["reportDate"] in days]
            expected = merged(first, news)
            comparison.rows(stream, stream.all_rows(), expected)
            comparison.rows(stream, stream.page_query(), newest_days(expected, 7))

    @contextmanager
    def _reading(
        self, occasion: str, streams: list[Stream] | None = None, replace: bool = False
    ) -> Iterator[Comparison]:
        """Reads the streams, all unless given, and opens the tables."""
        destination = self._destination
        started = time.monotonic()
        names = [stream.name for stream in streams or self._streams]
        strategy = "replace" if replace else destination.write_strategy
        source = pyairbyte.connector(self._config)
        count = pyairbyte.read(source, destination.make_cache(), names, strategy)
        title = f"{destination.name}, {occasion}"
        seconds = time.monotonic() - started
        print(f"{title}: {len(names)} streams, {count} records, {seconds:.0f} s", flush=True)
        with destination.tables() as tables:
            yield Comparison(self._score, title, destination, tables)
