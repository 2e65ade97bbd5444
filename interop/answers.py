"""What the queries of docs/warehouse.md have to answer, worked out from the tenant's own data."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

Row = dict[str, Any]
Streams = dict[str, list[Row]]
Answer = list[tuple[Any, ...]]

IDLE_DAYS = 90
FREE = {
    *("FLOW_FREE", "POWER_BI_STANDARD", "POWERAPPS_DEV", "POWERAPPS_VIRAL"),
    *("RIGHTSMANAGEMENT_ADHOC", "STREAM", "TEAMS_EXPLORATORY", "WINDOWS_STORE"),
}


def use_of_teams(streams: Streams, _day: datetime.date) -> Answer:
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


def unused_seats(streams: Streams, day: datetime.date) -> Answer:
    use = _account_use(streams, day)
    answer: Answer = []
    for sku in streams["subscribed_skus"]:
        if sku["appliesTo"] != "User" or sku["skuPartNumber"] in FREE:
            continue
        holders = {
            row["userId"]
            for row in streams["user_licenses"]
            if row["skuId"] == sku["skuId"] and row["is_held"]
        }
        held = Counter(use.get(holder, "unknown") for holder in holders)
        units, assigned = sku["prepaidUnits"], sku["consumedUnits"]
        usable = units["enabled"] + units["warning"]
        is_usable = sku["capabilityStatus"] not in ("Suspended", "LockedOut", "Deleted")
        bought = usable if is_usable else 0
        unassigned = max(bought - assigned, 0)
        answer.append(
            (
                sku["sku_name"] or sku["skuPartNumber"],
                sku["capabilityStatus"],
                bought,
                sum(units.values()) - bought,
                assigned,
                unassigned,
                max(assigned - bought, 0),
                held["disabled"],
                held["idle"],
                held["unknown"] + max(assigned - len(holders), 0),
                unassigned + held["disabled"] + held["idle"],
            )
        )
    return answer


def who_holds_them(streams: Streams, day: datetime.date) -> Answer:
    use = _account_use(streams, day)
    users = {row["id"]: row for row in streams["users"]}
    used_at = {row["id"]: row["last_use_at"] for row in streams["sign_in_activity"]}
    skus = {row["skuId"]: row for row in streams["subscribed_skus"]}
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows: dict[tuple[str, str], Row] = {}
    for row in streams["user_licenses"]:
        if row["is_held"] and skus.get(row["skuId"], {}).get("skuPartNumber") not in FREE:
            sources[row["userId"], row["skuId"]].add(row["source"])
            rows[row["userId"], row["skuId"]] = row
    return [
        (
            row["userPrincipalName"],
            users.get(user, {}).get("department"),
            _product(row, skus.get(sku)),
            use.get(user, "unknown"),
            _moment(used_at.get(user)),
            ", ".join(sorted(sources[user, sku])),
        )
        for (user, sku), row in rows.items()
        if use.get(user, "unknown") in ("disabled", "idle", "unknown")
    ]


def what_to_take_away(streams: Streams, day: datetime.date) -> Answer:
    use = _account_use(streams, day)
    skus = {row["skuId"]: row for row in streams["subscribed_skus"]}
    groups = {(row["groupId"], row["skuId"]): row for row in streams["license_groups"]}
    return [
        (
            row["userPrincipalName"],
            _product(row, skus.get(row["skuId"])),
            use[row["userId"]],
            _action(row, groups.get((row["assignedByGroup"], row["skuId"]))),
            row["assignedByGroup"],
        )
        for row in streams["user_licenses"]
        if row["is_held"]
        and use.get(row["userId"]) in ("disabled", "idle")
        and skus.get(row["skuId"], {}).get("skuPartNumber") not in FREE
    ]


def _action(licence: Row, group: Row | None) -> str:
    if licence["source"] == "direct":
        return "take the licence from the user"
    if licence["source"] != "group":
        return "unknown"
    name = group["displayName"] if group else licence["assignedByGroup"]
    where = " in the on-premises directory" if group and group["onPremisesSyncEnabled"] else ""
    return f"remove the user from the group {name}{where}"


def _product(licence: Row, sku: Row | None) -> str:
    subscribed = sku and sku["appliesTo"] == "User" and (sku["sku_name"] or sku["skuPartNumber"])
    return subscribed or licence["sku_name"] or licence["skuPartNumber"] or licence["skuId"]


def _account_use(streams: Streams, day: datetime.date) -> dict[str, str]:
    signed_in = {row["id"]: row for row in streams["sign_in_activity"]}
    limit = (day - datetime.timedelta(days=IDLE_DAYS)).isoformat()
    return {user["id"]: _use(user, signed_in.get(user["id"]), limit) for user in streams["users"]}


def _use(user: Row, signed_in: Row | None, limit: str) -> str:
    if user["accountEnabled"] is False:
        return "disabled"
    if signed_in is None:
        return "unknown"
    if signed_in["last_use_at"]:
        return "used" if signed_in["last_use_at"] >= limit else "idle"
    if not user["createdDateTime"]:
        return "unknown"
    return "new" if user["createdDateTime"] >= limit else "idle"


def _moment(text: str | None) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text.removesuffix("Z")) if text else None


# By their headings on the page.
ANSWERS = {
    "Use of Teams by department": use_of_teams,
    "Unused seats of each product": unused_seats,
    "Who holds them": who_holds_them,
    "What to take away": what_to_take_away,
}
