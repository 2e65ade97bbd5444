"""What the database holds after a build, and tables that are appended to."""

from __future__ import annotations

from typing import Any

import company
from company import E5
from warehouse import Row, Warehouse

KEYS = {
    "seat_inventory": "sku_id",
    "license_assignments": "user_license_id",
    "wasted_seats": "wasted_seat_id",
    "right_sizing": "seat_id",
    "admin_mfa_gaps": "user_id",
    "renewals": "subscription_id",
    "copilot_adoption": "seat_id",
    "storage": "storage_id",
    "daily_activity": "daily_activity_id",
    "department_costs": "department_cost_id",
    "seat_history": "seat_history_id",
    "seat_changes": "seat_change_id",
}


def marts(warehouse: Warehouse) -> dict[str, list[Row]]:
    return {name: warehouse.mart(name, key) for name, key in KEYS.items()}


def wasted(warehouse: Warehouse) -> dict[str, tuple[Any, ...]]:
    rows = warehouse.mart("wasted_seats", "wasted_seat_id")
    return {row["wasted_seat_id"]: (row["reason"], row["confidence"], row["seats"]) for row in rows}


def columns(warehouse: Warehouse) -> set[tuple[str, str]]:
    """Those of all models and seeds, as the database has them."""
    rows = warehouse.rows(
        "SELECT table_name, column_name FROM information_schema.columns"
        f" WHERE table_schema = '{warehouse.schema}'"
    )
    tables = {node["name"] for node in warehouse.manifest()["nodes"].values()}
    return {
        (row["table_name"], row["column_name"]) for row in rows if row["table_name"] in tables
    }


def described_columns(warehouse: Warehouse) -> set[tuple[str, str]]:
    return {
        (node["name"], column["name"])
        for node in warehouse.manifest()["nodes"].values()
        if node["resource_type"] in ("model", "seed")
        for column in node["columns"].values()
        if column["description"]
    }


def appended(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The same tables with every version of a row, and rows that are gone."""
    yesterday = {"synced_at": "2026-11-27 08:00:00"}
    before = {
        "users": [
            {**company.user("ann", "Another department"), **yesterday},
            {**company.user("gone"), **yesterday},
            {"id": "gone", "_ab_cdc_deleted_at": company.SYNCED, "synced_at": company.SYNCED},
        ],
        "user_licenses": [
            {**company.licence("ann", E5), **yesterday, "_airbyte_generation_id": 1},
            {**company.licence("gone", E5), **yesterday, "_airbyte_generation_id": 1},
        ],
        "sign_in_activity": [{**company.sign_in("ann", None), **yesterday}],
        # Of a day that was read again, under a name of before.
        "office365_active_user_detail_daily": [
            {
                **company.daily_row("anna", "2026-11-25", teamsLastActivityDate="2026-11-25"),
                **{"reportRefreshDate": "2026-11-25", **yesterday},
            }
        ],
        "copilot_usage_user_detail": [
            {**company.report_row("ann", lastActivityDate=None, id="D7"), **yesterday}
        ],
    }
    generation = {"_airbyte_generation_id": 2}
    now = {**tables, "user_licenses": [{**row, **generation} for row in tables["user_licenses"]]}
    return {name: before.get(name, []) + rows for name, rows in now.items()}
