"""Compares rows of a table with the rows that the tenant owes, field by field."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
Properties = Mapping[str, Mapping[str, Any]]

SHOWN = 10


@dataclass
class Result:
    """How many rows were compared, and in words what is different."""

    compared: int = 0
    differences: list[str] = field(default_factory=list)


def compare(
    expected: Iterable[Row],
    actual: Iterable[Row],
    properties: Properties,
    digits_are_numbers: bool = False,
) -> Result:
    """Rows are matched by `id`. Column names count in lower case, as PyAirbyte writes them.

    With `digits_are_numbers` the texts "007" and "7.0" are the same.
    """
    owed = {row["id"]: row for row in expected}
    found: dict[str, Row] = {}
    result = Result()
    for row in actual:
        if row["id"] in found:
            result.differences.append(f"{row['id']}: is there twice")
        found[row["id"]] = row
    for key in sorted(owed.keys() | found.keys()):
        result.compared += 1
        if key not in found:
            result.differences.append(f"{key}: is missing")
        elif key not in owed:
            result.differences.append(f"{key}: should not be there")
        else:
            result.differences += [
                f"{key}: {name} is {got!r} and should be {want!r}"
                for name, got, want in _unequal(owed[key], found[key], properties)
                if not (digits_are_numbers and _same_number(got, want))
            ]
    return result


def _unequal(owed: Row, found: Row, properties: Properties) -> Iterator[tuple[str, Any, Any]]:
    for name, value in owed.items():
        want = canonical(value, properties[name])
        got = canonical(found.get(name.lower()), properties[name])
        if want != got and not _same_instant(got, want):
            yield name, got, want


def _same_number(one: Any, other: Any) -> bool:
    try:
        return isinstance(one, str) and isinstance(other, str) and float(one) == float(other)
    except ValueError:
        return False


def _same_instant(one: Any, other: Any) -> bool:
    """Microsoft writes seven digits behind the point, databases keep six: some cut, some round."""
    both = isinstance(one, datetime.datetime) and isinstance(other, datetime.datetime)
    return both and abs(one - other) <= datetime.timedelta(microseconds=1)


def canonical(value: Any, schema: Mapping[str, Any]) -> Any:
    """The same for equal values, whichever way a database hands them out."""
    if value is None:
        return None
    types = schema.get("type", [])
    kinds = {types} if isinstance(types, str) else set(types)
    if schema.get("format") == "date-time":
        return _instant(value)
    if schema.get("format") == "date":
        return value.isoformat()[:10] if isinstance(value, datetime.date) else value
    if kinds & {"object", "array"}:
        return json.loads(value) if isinstance(value, str) else value
    if kinds & {"integer"} and isinstance(value, (float, Decimal)) and value == int(value):
        return int(value)
    return value


def _instant(value: Any) -> Any:
    """In UTC, without saying so."""
    if isinstance(value, str):
        head, _, fraction = value.removesuffix("Z").partition(".")
        return datetime.datetime.fromisoformat(f"{head}.{fraction:0<6.6}")
    if isinstance(value, datetime.datetime) and value.tzinfo:
        return value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    return value


def explain(title: str, result: Result) -> str:
    lines = [f"    {line}" for line in result.differences[:SHOWN]]
    more = len(result.differences) - SHOWN
    if more > 0:
        lines.append(f"    and {more} more")
    return "\n".join([f"  {title}:", *lines])
