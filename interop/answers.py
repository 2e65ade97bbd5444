"""What the queries of docs/warehouse.md have to answer, worked out from the tenant's own data."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Row = dict[str, Any]
Streams = dict[str, list[Row]]
Answer = list[tuple[Any, ...]]


def use_of_teams(streams: Streams) -> Answer:
    listed = {
        row["userPrincipalName"].lower(): row["teamsLastActivityDate"] is not None
        for row in streams["office365_active_user_detail"]
        if row["userPrincipalName"] and not row["isDeleted"]
    }
    departments: dict[str, list[bool | None]] = defaultdict(list)
    for user in streams["users"]:
        used = listed.get(user["userPrincipalName"].lower())
        departments[user["department"] or "(none)"].append(used)
    return [
        (name, len(used), used.count(True) if used.count(None) < len(used) else None, used.count(None))
        for name, used in departments.items()
    ]


# By their headings on the page.
ANSWERS = {"Use of Teams by department": use_of_teams}
