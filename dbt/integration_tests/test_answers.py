"""The package on a small company, as different destinations write its tables."""

from __future__ import annotations

import datetime
import os
import sys
import tempfile
import unittest
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import company
import truth
from company import COPILOT, E3, E5, VISIO
from marts import KEYS, appended, columns, described_columns, marts, wasted
from questions import questions
from warehouse import Layout, Row, Warehouse, duckdb_file, postgres_schema

sys.path.append(str(Path(__file__).resolve().parents[2] / "interop"))

LOWER_CASE = Layout()
CAPITALS = Layout(keeps_capitals=True, timestamp="timestamp with time zone")
TEXTS = Layout(timestamp="varchar")


def setUpModule() -> None:
    stack = ExitStack()
    unittest.addModuleCleanup(stack.close)
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dbt-")))
    if "POSTGRES_PROGRAMS" in os.environ:
        from postgres import running_postgres

        server = stack.enter_context(running_postgres(Path(os.environ["POSTGRES_PROGRAMS"])))
        Answers.make = lambda _, name: postgres_schema(server, folder, name)
    else:
        Answers.make = lambda _, name: duckdb_file(folder, name)
    first = Answers.make(None, "deps")
    first.dbt("deps")


class Answers(unittest.TestCase):
    make: Callable[[Any, str], Warehouse]
    maxDiff = None

    def built(self, name: str, tables: dict[str, list[Row]], layout: Layout) -> Warehouse:
        warehouse = self.make(name)
        warehouse.load(tables, layout)
        warehouse.build()
        return warehouse

    def test_answers_are_true_and_do_not_depend_on_the_layout_of_tables(self) -> None:
        plain = self.make("plain")
        plain.load(company.tables(), LOWER_CASE)
        plain.build(with_tests=True)
        self.assertEqual(wasted(plain), truth.WASTED)
        inventory = {
            row["sku_id"]: (
                *(row["usable_seats"], row["unassigned_seats"], row["over_assigned_seats"]),
                *(row["held_in_scope"], row["unknown_seats"], row["missing_data"]),
            )
            for row in plain.mart("seat_inventory", "sku_id")
        }
        self.assertEqual(inventory, truth.INVENTORY)
        for mart, (key, names, expected_rows) in truth.OTHERS.items():
            with self.subTest(mart):
                rows = {row[key]: tuple(row[name] for name in names) for row in plain.mart(mart, key)}
                self.assertEqual({key: rows.get(key) for key in expected_rows}, expected_rows)
        self.assertEqual(len(questions()), 20)
        for title, query in questions().items():
            with self.subTest(title):
                plain.rows(query)

        with self.subTest("every column is described"):
            self.assertEqual(described_columns(plain), columns(plain))

        expected = marts(plain)
        for name, tables, layout in (
            ("capitals", company.tables(), CAPITALS),
            ("texts", company.tables(), TEXTS),
            ("appended", appended(company.tables()), CAPITALS),
        ):
            with self.subTest(name):
                self.assertEqual(marts(self.built(name, tables, layout)), expected)

        with self.subTest("built again on the same day"):
            plain.build()
            self.assertEqual(marts(plain), expected)

    def test_without_sign_ins_and_reports_nothing_is_known_and_nothing_is_idle(self) -> None:
        kept = ("users", "user_licenses", "subscribed_skus")
        tables = {name: rows for name, rows in company.tables().items() if name in kept}
        warehouse = self.built("bare", tables, Layout(leaves_out={"users": ["createdDateTime"]}))
        reasons = {row["reason"] for row in warehouse.mart("wasted_seats", "wasted_seat_id")}
        self.assertEqual(reasons, {"account_disabled", "duplicate", "unassigned"})
        inventory = {row["sku_id"]: row for row in warehouse.mart("seat_inventory", "sku_id")}
        self.assertEqual(inventory[E3]["unknown_seats"], 4)
        self.assertEqual(
            inventory[E3]["missing_data"], "office365_active_user_detail,sign_in_activity"
        )
        self.assertIsNone(inventory[E3]["is_trial"])
        disabled = warehouse.rows("SELECT * FROM m365__wasted_seats WHERE user_id = 'bob'")
        self.assertEqual(
            [(row["confidence"], row["missing_data"]) for row in disabled],
            [("review", "mailbox_usage_detail")],
        )

    def test_concealed_names_are_no_data(self) -> None:
        tables = company.tables()
        for name, rows in tables.items():
            if name.endswith(("_detail", "_daily")):
                for number, row in enumerate(rows):
                    row["userPrincipalName"] = f"{number:032X}"
                    row["names_concealed"] = True
                    if "ownerPrincipalName" in row:
                        row["ownerPrincipalName"] = f"{number:032X}"
        warehouse = self.built("concealed", tables, LOWER_CASE)
        found = wasted(warehouse)
        self.assertEqual(found[f"bob_{E3}"], ("account_disabled", "review", 1))
        self.assertEqual(found[f"fay_{E3}"], ("inactive", "probable", 1))
        self.assertNotIn(f"ann_{VISIO}", found)
        bands = [row["band"] for row in warehouse.mart("copilot_adoption", "seat_id")]
        self.assertEqual(bands, ["unknown", "unknown"])
        days = warehouse.rows("SELECT * FROM m365__daily_activity WHERE service = 'teams'")
        self.assertEqual(
            [(row["department"], row["active_users"]) for row in days], [("(concealed)", 2)]
        )
        states = {row["account_state"] for row in warehouse.mart("storage", "storage_id")}
        self.assertEqual(states, {"concealed"})

    def test_an_empty_tenant_has_no_answers(self) -> None:
        empty = {name: [] for name in company.tables()}
        for name, tables in (("no_rows", empty), ("no_tables", {})):
            with self.subTest(name):
                found = marts(self.built(name, tables, LOWER_CASE))
                self.assertEqual(found, dict.fromkeys(KEYS, []))

    def test_lists_of_the_customer_count(self) -> None:
        warehouse = self.make("lists")
        own = {
            "my_prices": [
                {"sku_id": E3, "monthly_price": 30, "currency": None, "valid_from": None},
                {"sku_id": VISIO, "monthly_price": 15, "currency": None, "valid_from": None},
            ],
            "my_people": [
                {"user_principal_name": "EVE@contoso.com", "why": "leave", "until": company.DAY},
                {"user_principal_name": "ida@contoso.com", "why": "past", "until": "2026-11-27"},
            ],
            "my_reserve": [{"sku_part_number": "SPE_E3", "seats": 2}],
        }
        warehouse.load({**company.tables(), **own}, LOWER_CASE)
        lists = {
            "prices": f"{warehouse.schema}.my_prices",
            "excluded_accounts": f"{warehouse.schema}.my_people",
            "seat_buffer": f"{warehouse.schema}.my_reserve",
        }
        settings = {**lists, "default_currency": "EUR", "expected_domains": ["contoso.com"]}
        warehouse.build(settings, with_tests=True)
        found = wasted(warehouse)
        self.assertEqual(found[f"eve_{E3}"], ("inactive", "excluded", 1))
        self.assertEqual(found[f"ida_{E3}"], ("never_signed_in", "review", 1))
        self.assertEqual(found[f"{E3}_unassigned"], ("unassigned", "certain", 3))
        inventory = {row["sku_id"]: row for row in warehouse.mart("seat_inventory", "sku_id")}
        self.assertEqual(inventory[E3]["buffer_seats"], 2)
        self.assertEqual(inventory[E3]["monthly_value"], 360)
        # Unassigned 3, bob, cleo, dan and ida.
        self.assertEqual(inventory[E3]["wasted_monthly_value"], 210)
        self.assertEqual(inventory[E3]["currency"], "EUR")
        self.assertIsNone(inventory[COPILOT]["wasted_monthly_value"])

    def test_days_make_the_history_and_its_changes(self) -> None:
        warehouse = self.make("days")
        tables = company.tables()
        warehouse.load(tables, LOWER_CASE)
        warehouse.build()
        tables["user_licenses"] = [
            *(row for row in tables["user_licenses"] if row["userId"] != "bob"),
            company.licence("hal", E5),
        ]
        for name in ("dan", "hal"):
            next(row for row in tables["users"] if row["id"] == name)["accountEnabled"] = False
        tables["sign_in_activity"].append(company.sign_in("eve", "2026-12-01 07:00:00"))
        tables["sign_in_activity"] = [
            row
            for row in tables["sign_in_activity"]
            if row["id"] != "eve" or row["last_use_at"] != company.LONG_AGO
        ]
        warehouse.load(tables, LOWER_CASE)
        next_day = {"as_of": "2026-12-01"}
        for _ in range(2):
            warehouse.build(next_day)
            self.check_days(warehouse)

    def check_days(self, warehouse: Warehouse) -> None:
        days = warehouse.rows(
            "SELECT as_of_date, count(*) AS seats FROM m365__seat_history"
            " GROUP BY as_of_date ORDER BY as_of_date"
        )
        self.assertEqual(
            [(row["as_of_date"], row["seats"]) for row in days],
            [(datetime.date(2026, 11, 28), 14), (datetime.date(2026, 12, 1), 14)],
        )
        kinds = ("given", "taken", "became_idle", "became_active", "reclaimed", "still_idle")
        changes = {
            row["seat_id"]: [kind for kind in kinds if row[kind]]
            for row in warehouse.mart("seat_changes", "seat_change_id")
        }
        self.assertEqual(
            changes,
            {
                f"ann_{VISIO}": ["still_idle"],
                f"bob_{E3}": ["taken", "reclaimed"],
                f"cleo_{E3}": ["still_idle"],
                f"dan_{E3}": ["became_idle"],
                f"dan_{E5}": ["became_idle"],
                f"eve_{E3}": ["became_active"],
                f"hal_{E5}": ["given"],
                f"ida_{E3}": ["still_idle"],
            },
        )


if __name__ == "__main__":
    unittest.main()
