"""Compares the rows of a mart with the rows that are true, value by value."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from marts import KEYS

Row = Mapping[str, Any]

# Of prices and shares.
DECIMALS = 6


# Of each mart.
SHOWN = 12


@dataclass
class Count:
    """How much was compared, and in words what is different."""

    rows: int = 0
    values: int = 0
    differences: list[str] = field(default_factory=list)

    def add(self, other: Count) -> None:
        self.rows += other.rows
        self.values += other.values
        self.differences += other.differences

    def tell(self, title: str, seconds: float) -> None:
        print(
            f"{title}: {self.rows} rows, {self.values} values,"
            f" {len(self.differences)} different, {seconds:.0f} s",
            flush=True,
        )


def compare_all(title: str, owed: Mapping[str, list[Row]], found: Mapping[str, list[Row]]) -> Count:
    """Of marts. Prints what is different."""
    count = Count()
    for name in owed.keys() | found.keys():
        one = compare(KEYS[name], owed.get(name, []), found.get(name, []))
        count.add(one)
        more = len(one.differences) - SHOWN
        texts = one.differences[:SHOWN] + ([f"and {more} more"] if more > 0 else [])
        for text in texts:
            print(f"    {title}: {name}: {text}", flush=True)
    return count


def compare(key: str, owed: Iterable[Row], found: Iterable[Row]) -> Count:
    """Every column of either side counts."""
    count = Count()
    truth, there = _by_key(key, owed, count), _by_key(key, found, count)
    for name in sorted(truth.keys() | there.keys()):
        count.rows += 1
        if name not in there:
            count.differences.append(f"{name}: is missing")
        elif name not in truth:
            count.differences.append(f"{name}: should not be there")
        else:
            _compare_row(name, truth[name], there[name], count)
    return count


def _by_key(key: str, rows: Iterable[Row], count: Count) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        name = str(row.get(key))
        if name in found:
            count.differences.append(f"{name}: is there twice")
        found[name] = row
    return found


def _compare_row(name: str, owed: Row, found: Row, count: Count) -> None:
    for column in sorted(owed.keys() | found.keys()):
        count.values += 1
        if column not in owed or column not in found:
            where = "the truth" if column not in owed else "the mart"
            count.differences.append(f"{name}: {column} is not in {where}")
            continue
        want, got = canonical(owed[column]), canonical(found[column])
        if want != got or isinstance(want, bool) is not isinstance(got, bool):
            count.differences.append(f"{name}: {column} is {got!r} and should be {want!r}")


def canonical(value: Any) -> Any:
    """The same for equal values, whichever way JSON and the databases hand them out."""
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=None).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (Decimal, float)):
        return round(Decimal(str(value)), DECIMALS).normalize()
    if isinstance(value, str) and _is_time(value):
        moment = datetime.datetime.fromisoformat(value.removesuffix("Z")[:26])
        return moment.isoformat(timespec="microseconds")
    return value


def _is_time(text: str) -> bool:
    return len(text) >= 20 and text[10:11] == "T" and text.endswith("Z")
