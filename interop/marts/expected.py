"""The true rows of every mart, by what the tenant says of its people."""

from __future__ import annotations

from typing import Any

from pseudonyms import Pseudonyms
from tenant import Tenant

Row = dict[str, Any]
Marts = dict[str, list[Row]]

NOBODY = "(none)"


def true_marts(tenant: Tenant, situation: dict[str, Any], pseudonym_key: str | None) -> Marts:
    marts: Marts = tenant.ask("answers", situation=situation)
    if pseudonym_key is None:
        return marts
    hidden = Pseudonyms(pseudonym_key)
    return {name: [_hide(row, hidden) for row in rows] for name, rows in marts.items()}


def _hide(row: Row, hidden: Pseudonyms) -> Row:
    """The row as it is where the tables have pseudonyms: its keys are made of them as well."""
    known = {row[name]: hidden.of_id(row[name]) for name in ("user_id", "manager_id") if row.get(name)}
    if row.get("dimension") == "manager" and row["dimension_value"] != NOBODY:
        known[row["dimension_value"]] = hidden.of_id(row["dimension_value"])
        row = {**row, "dimension_name": None}
    return {name: _hidden_value(name, value, known, hidden) for name, value in row.items()}


def _hidden_value(name: str, value: Any, known: dict[str, str], hidden: Pseudonyms) -> Any:
    if not isinstance(value, str):
        return value
    if name == "display_name":
        return None
    if name == "user_principal_name":
        return hidden.of_address(value)
    if name == "storage_id":
        head, _, owner = value.rpartition("|")
        return f"{head}|{hidden.of_address(owner) if '@' in owner else hidden.of_id(owner)}"
    for one, pseudonym in known.items():
        value = value.replace(one, pseudonym)
    return value


# Marts that grow with each build, and the column of the day.
GROWING = {"seat_history": "as_of_date", "daily_activity": "activity_date"}


def grown(before: Marts, now: Marts, read_days: set[str]) -> Marts:
    """What the marts hold behind another build, which wrote these days of the daily reports."""
    written = {"seat_history": {row["as_of_date"] for row in now.get("seat_history", [])}}
    written["daily_activity"] = read_days
    kept = {
        name: [row for row in before.get(name, []) if row[day] not in written[name]]
        for name, day in GROWING.items()
    }
    return {name: kept.get(name, []) + rows for name, rows in now.items()}
