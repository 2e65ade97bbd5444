"""The streams of the catalog, told apart by what their tables hold."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

import warehouse_page

Row = dict[str, Any]
NEWEST = "SELECT DISTINCT ON (id) * FROM {} ORDER BY id, synced_at DESC"


class Kind(Enum):
    CURRENT = "rows come, change and go"
    WHOLE = "is read whole each time"
    SNAPSHOT = "a usage report over a period"
    DAILY = "a usage report day by day"


CURSORS = {"reportRefreshDate": Kind.SNAPSHOT, "reportDate": Kind.DAILY}
# Heading of the query on the page, and the report that stands in it for all others.
PATTERNS = {
    Kind.SNAPSHOT: ("Newest snapshot", "m365_app_user_detail"),
    Kind.DAILY: ("Last seven days", "m365_app_user_detail_daily"),
}


@dataclass(frozen=True)
class Stream:
    name: str
    kind: Kind
    properties: dict[str, dict[str, Any]]

    def all_rows(self) -> str:
        """SQL for all that the table is to hold: of each row the newest version."""
        if self.kind is Kind.CURRENT:
            return f"SELECT * FROM {self.name}_current"
        return NEWEST.format(self.name)

    def page_query(self) -> str:
        """SQL of the page for this report."""
        heading, example = PATTERNS[self.kind]
        return re.sub(rf"\b{example}\b", self.name, warehouse_page.queries()[heading])


def streams_of(catalog: list[dict[str, Any]]) -> list[Stream]:
    return [
        Stream(entry["name"], _kind_of(entry), entry["json_schema"]["properties"])
        for entry in catalog
    ]


def _kind_of(entry: dict[str, Any]) -> Kind:
    if "incremental" not in entry["supported_sync_modes"]:
        return Kind.WHOLE
    return CURSORS.get(entry["default_cursor_field"][0], Kind.CURRENT)


def merged(before: list[Row], after: list[Row]) -> list[Row]:
    """What a table holds behind both."""
    return list({row["id"]: row for row in [*before, *after]}.values())


def newest_days(rows: list[Row], count: int) -> list[Row]:
    """Of the slices of a report, those of the last days up to the newest."""
    newest = max((row["reportDate"] for row in rows), default="0001-01-01")
    day = datetime.date.fromisoformat(newest) - datetime.timedelta(days=count - 1)
    return [row for row in rows if row["reportDate"] >= day.isoformat()]
