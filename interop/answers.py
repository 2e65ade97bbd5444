"""What the queries of docs/warehouse.md have to answer, worked out from the tenant's own data."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

Row = dict[str, Any]
Streams = dict[str, list[Row]]
Answer = list[tuple[Any, ...]]

IDLE_DAYS = 90


def use_of_teams(streams: Streams, _today: datetime.date) -> Answer:
    used = {
        row["userPrincipalName"].lower()
        for row in streams["office365_active_user_detail"]
        if row["teamsLastActivityDate"] and not row["isDeleted"]
    }
    users: Counter[str] = Counter()
    active: Counter[str] = Counter()
    for user in streams["users"]:
        department = user["department"] or "(none)"
        users[department] += 1
        active[department] += user["userPrincipalName"].lower() in used
    return [(name, count, active[name]) for name, count in users.items()]


def unused_seats(streams: Streams, today: datetime.date) -> Answer:
    answer: Answer = []
    disabled, idle = _disabled(streams), _idle(streams, today)
    for sku in streams["subscribed_skus"]:
        if sku["appliesTo"] != "User" or sku["skuPartNumber"] == "FLOW_FREE":
            continue
        holders = {
            row["userId"]
            for row in streams["user_licenses"]
            if row["skuId"] == sku["skuId"] and row["state"] != "Error"
        }
        bought = sku["prepaidUnits"]["enabled"] + sku["prepaidUnits"]["warning"]
        assigned = sku["consumedUnits"]
        unassigned = max(bought - assigned, 0)
        held = (len(holders & disabled), len(holders & (idle - disabled)))
        product = sku["sku_name"] or sku["skuPartNumber"]
        answer.append((product, bought, assigned, unassigned, *held, unassigned + sum(held)))
    return answer


def who_holds_them(streams: Streams, today: datetime.date) -> Answer:
    users = {row["id"]: row for row in streams["users"]}
    signed_in = {row["id"]: row["latest_sign_in_at"] for row in streams["sign_in_activity"]}
    unused = _disabled(streams) | _idle(streams, today)
    return [
        (
            users[row["userId"]]["userPrincipalName"],
            users[row["userId"]]["department"],
            users[row["userId"]]["accountEnabled"],
            row["sku_name"] or row["skuPartNumber"] or row["skuId"],
            row["source"],
            _moment(signed_in[row["userId"]]),
        )
        for row in streams["user_licenses"]
        if row["state"] != "Error" and row["userId"] in unused
    ]


def _disabled(streams: Streams) -> set[str]:
    return {user["id"] for user in streams["users"] if not user["accountEnabled"]}


def _idle(streams: Streams, today: datetime.date) -> set[str]:
    limit = (today - datetime.timedelta(days=IDLE_DAYS)).isoformat()
    signed_in = {row["id"]: row["latest_sign_in_at"] for row in streams["sign_in_activity"]}
    seen = {user["id"]: signed_in[user["id"]] or user["createdDateTime"] for user in streams["users"]}
    return {user for user, moment in seen.items() if moment and moment < limit}


def _moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text.removesuffix("Z")) if text else None


# By their headings on the page.
ANSWERS = {
    "Use of Teams by department": use_of_teams,
    "Unused seats of each product": unused_seats,
    "Who holds them": who_holds_them,
}
