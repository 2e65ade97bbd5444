"""Compares the tables of a destination with what the tenant owes, and keeps the score."""

from __future__ import annotations

from typing import Any

import warehouse_page
from answers import ANSWERS
from destination import Destination, Row, Tables
from rows import Result, compare, explain
from streams import Stream

Rows = dict[str, list[Row]]


class Score:
    compared = 0
    different = 0

    def add(self, title: str, result: Result) -> None:
        self.compared += result.compared
        self.different += len(result.differences)
        if result.differences:
            print(explain(title, result), flush=True)


class Comparison:
    """Of one destination behind one read."""

    def __init__(self, score: Score, title: str, destination: Destination, tables: Tables) -> None:
        self.tables = tables
        self._score = score
        self._title = title
        self._digits_are_numbers = destination.digits_are_numbers

    def rows(self, stream: Stream, sql: str, expected: list[Row]) -> None:
        actual = self.tables.rows(sql)
        result = compare(expected, actual, stream.properties, self._digits_are_numbers)
        self._score.add(f"{self._title}: {stream.name}", result)

    def count(self, stream: Stream, expected: list[Row]) -> None:
        actual = self.tables.tuples(f"SELECT count(*) FROM {stream.name}")
        self.values(f"rows of {stream.name}", actual, [(len(expected),)])

    def answers(self, streams: Rows) -> None:
        """What the queries of the page say."""
        queries = warehouse_page.queries()
        for heading, answer in ANSWERS.items():
            self.values(heading, self.tables.tuples(queries[heading]), answer(streams))

    def values(self, about: str, actual: list[Any], expected: list[Any]) -> None:
        """The same values, in whatever order."""
        missing, surplus = list(expected), []
        for value in actual:
            if value in missing:
                missing.remove(value)
            else:
                surplus.append(value)
        differences = [f"{value} is missing" for value in missing]
        differences += [f"{value} should not be there" for value in surplus]
        result = Result(max(len(actual), len(expected)), differences)
        self._score.add(f"{self._title}: {about}", result)
