"""The queries of docs/warehouse.md on a few rows written by hand, where sources lack something."""

import datetime
import json
import unittest

import duckdb
import warehouse_page

AT = "timestamp"
COLUMNS = {
    "users": {
        **{"id": "varchar", "userPrincipalName": "varchar", "department": "varchar"},
        **{"accountEnabled": "boolean", "createdDateTime": AT},
        **{"synced_at": AT, "_ab_cdc_deleted_at": AT},
    },
    "sign_in_activity": {
        **{"id": "varchar", "lastSignInDateTime": AT, "lastSignInRequestId": "varchar"},
        **{"lastNonInteractiveSignInDateTime": AT, "lastNonInteractiveSignInRequestId": "varchar"},
        **{"lastSuccessfulSignInDateTime": AT, "lastSuccessfulSignInRequestId": "varchar"},
        **{"latest_sign_in_at": AT, "last_use_at": AT, "last_use_evidence": "varchar"},
        "synced_at": AT,
    },
    "subscribed_skus": {
        **{"id": "varchar", "skuId": "varchar", "skuPartNumber": "varchar", "sku_name": "varchar"},
        **{"appliesTo": "varchar", "capabilityStatus": "varchar", "prepaidUnits": "json"},
        **{"consumedUnits": "bigint", "synced_at": AT, "_ab_cdc_deleted_at": AT},
    },
    "user_licenses": {
        **{"userId": "varchar", "userPrincipalName": "varchar", "skuId": "varchar"},
        **{"skuPartNumber": "varchar", "sku_name": "varchar", "source": "varchar"},
        **{"is_held": "boolean", "assignedByGroup": "varchar"},
    },
    "license_groups": {
        **{"groupId": "varchar", "displayName": "varchar", "skuId": "varchar"},
        "onPremisesSyncEnabled": "boolean",
    },
    "office365_active_user_detail": {
        **{"id": "varchar", "userPrincipalName": "varchar", "reportRefreshDate": "date"},
        **{"teamsLastActivityDate": "date", "isDeleted": "boolean"},
    },
}
SYNCED = "2026-06-30 08:00:00"
LONG_AGO = "2026-01-01 00:00:00"
LAST_WEEK = "2026-06-25 00:00:00"


def user(name, **changes):
    return {
        **{"id": name, "userPrincipalName": f"{name}@contoso.com", "accountEnabled": True},
        **{"createdDateTime": LONG_AGO, "synced_at": SYNCED, **changes},
    }


def signed_in(name, evidence="successful", at=None):
    return {"id": name, "last_use_at": at, "last_use_evidence": evidence, "synced_at": SYNCED}


def sku(name, enabled, assigned, *, status="Enabled", suspended=0, **changes):
    units = {"enabled": enabled, "warning": 0, "suspended": suspended, "lockedOut": 0}
    return {
        **{"id": name, "skuId": name, "skuPartNumber": name, "appliesTo": "User"},
        **{"capabilityStatus": status, "prepaidUnits": json.dumps(units)},
        **{"consumedUnits": assigned, "synced_at": SYNCED, **changes},
    }


def licence(name, sku_id, *, source="direct", is_held=True, group=None):
    names = {"userId": name, "userPrincipalName": f"{name}@contoso.com", "skuId": sku_id}
    how = {"source": source, "is_held": is_held, "assignedByGroup": group}
    return {**names, "skuPartNumber": sku_id, **how}


def group(name, sku_id, *, synced=None):
    return {
        **{"groupId": name, "displayName": f"All {name}", "skuId": sku_id},
        "onPremisesSyncEnabled": synced,
    }


class Warehouse:
    """Tables with these rows; a stream that is not named was not read."""

    def __init__(self, **streams):
        self._connection = duckdb.connect()
        for name, columns in COLUMNS.items():
            if name not in streams and name in warehouse_page.stand_ins():
                continue
            declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            self._connection.execute(f"CREATE TABLE {name} ({declared})")
            for row in streams.get(name, []):
                places = ", ".join("?" * len(row))
                statement = f"INSERT INTO {name} ({', '.join(row)}) VALUES ({places})"
                self._connection.execute(statement, list(row.values()))
        for statements in (warehouse_page.stand_ins(), warehouse_page.views()):
            for statement in statements.values():
                # Of streams that these tests have nothing to do with.
                if not any(other in statement for other in ("directory_", "organization", "regist")):
                    self._connection.execute(statement)

    def answer(self, heading, *columns):
        self._connection.execute(warehouse_page.queries()[heading])
        names = [column[0] for column in self._connection.description]
        rows = [dict(zip(names, row)) for row in self._connection.fetchall()]
        return [tuple(row[column] for column in columns) for row in rows]


class UnusedSeats(unittest.TestCase):
    HEADING = "Unused seats of each product"

    def test_without_sign_in_data_nobody_is_idle_and_the_use_is_unknown(self):
        names = ("ann", "bob")
        rows = {
            "users": [user(name) for name in names],
            "subscribed_skus": [sku("E3", 2, 2)],
            "user_licenses": [licence(name, "E3") for name in names],
        }
        for sign_ins in ({}, {"sign_in_activity": []}):
            answer = Warehouse(**rows, **sign_ins).answer(
                self.HEADING, "held_by_idle", "held_by_unknown", "unused"
            )
            self.assertEqual(answer, [(0, 2, 0)])

    def test_days_are_counted_back_from_the_newest_sign_in_data(self):
        ages = {"ann": 89, "bob": 91}
        day = datetime.date(2026, 6, 30)
        used = [
            signed_in(name, at=f"{day - datetime.timedelta(days=age)} 12:00:00")
            for name, age in ages.items()
        ]
        answer = Warehouse(
            users=[user(name) for name in ages],
            sign_in_activity=used,
            subscribed_skus=[sku("E3", 2, 2)],
            user_licenses=[licence(name, "E3") for name in ages],
        ).answer(self.HEADING, "held_by_idle", "held_by_unknown")
        self.assertEqual(answer, [(1, 0)])

    def test_failed_attempts_are_no_use_and_new_accounts_are_not_idle(self):
        people = {
            "attempts": (signed_in("attempts", "attempts_only"), LONG_AGO),
            "never": (signed_in("never", "none"), LONG_AGO),
            "new": (signed_in("new", "none"), LAST_WEEK),
            "undated": (signed_in("undated", "none"), None),
        }
        answer = Warehouse(
            users=[user(name, createdDateTime=day) for name, (_, day) in people.items()],
            sign_in_activity=[row for row, _ in people.values()],
            subscribed_skus=[sku("E3", 4, 4)],
            user_licenses=[licence(name, "E3") for name in people],
        ).answer(self.HEADING, "held_by_idle", "held_by_unknown", "unused")
        self.assertEqual(answer, [(2, 1, 2)])

    def test_suspended_and_over_assigned_seats_show_and_free_products_do_not(self):
        skus = [
            sku("P1", 0, 0, status="Suspended", suspended=40),
            sku("VISIO", 30, 32, status="Suspended", suspended=2),
            sku("PROJECT", 4, 6),
            sku("FLOW_FREE", 10_000, 3),
        ]
        columns = ("product", "bought", "suspended", "unassigned", "over_assigned")
        answer = Warehouse(subscribed_skus=skus).answer(self.HEADING, *columns)
        expected = [("P1", 0, 40, 0, 0), ("PROJECT", 4, 0, 0, 2), ("VISIO", 0, 32, 0, 32)]
        self.assertEqual(answer, expected)

    def test_a_seat_is_held_only_where_the_licence_is(self):
        licences = [licence("ann", "E3"), licence("bob", "E3", source="group", is_held=False)]
        answer = Warehouse(
            users=[user("ann", accountEnabled=False), user("bob", accountEnabled=False)],
            subscribed_skus=[sku("E3", 5, 1)],
            user_licenses=licences,
        ).answer(self.HEADING, "unassigned", "held_by_disabled", "unused")
        self.assertEqual(answer, [(4, 1, 5)])

    def test_assigned_seats_without_a_holder_in_the_tables_are_unknown(self):
        answer = Warehouse(
            users=[user("ann")],
            sign_in_activity=[signed_in("ann", at=LAST_WEEK)],
            subscribed_skus=[sku("E3", 10, 8)],
            user_licenses=[licence("ann", "E3"), licence("unread", "E3")],
        ).answer(self.HEADING, "held_by_unknown", "unused")
        self.assertEqual(answer, [(7, 2)])


class WhoHoldsThem(unittest.TestCase):
    HEADING = "Who holds them"

    def test_one_row_per_person_and_product_with_every_kind_of_assignment(self):
        sources = ("group", "direct", "group")
        answer = Warehouse(
            users=[user("ann", accountEnabled=False)],
            subscribed_skus=[sku("E3", 1, 1)],
            user_licenses=[licence("ann", "E3", source=source) for source in sources],
        ).answer(self.HEADING, "userPrincipalName", "product", "assigned_by")
        self.assertEqual(answer, [("ann@contoso.com", "E3", "direct, group")])

    def test_who_has_no_date_or_is_in_no_other_table_is_listed_as_unknown(self):
        answer = Warehouse(
            users=[user("ann", createdDateTime=None)],
            sign_in_activity=[signed_in("ann", "none")],
            subscribed_skus=[sku("E3", 2, 2)],
            user_licenses=[licence("ann", "E3"), licence("unread", "E3")],
        ).answer(self.HEADING, "userPrincipalName", "account_use")
        self.assertEqual(
            answer, [("ann@contoso.com", "unknown"), ("unread@contoso.com", "unknown")]
        )

    def test_a_licence_of_which_nobody_knows_whether_it_is_held_is_listed_as_unknown(self):
        answer = Warehouse(
            users=[user("ann", accountEnabled=False), user("bob", accountEnabled=False)],
            subscribed_skus=[sku("E3", 2, 1)],
            user_licenses=[
                licence("ann", "E3", is_held=None),
                licence("bob", "E3", is_held=False),
            ],
        ).answer(self.HEADING, "userPrincipalName", "account_use")
        self.assertEqual(answer, [("ann@contoso.com", "unknown")])

    def test_free_products_and_seats_in_use_are_not_listed(self):
        answer = Warehouse(
            users=[user("ann")],
            sign_in_activity=[signed_in("ann", at=LAST_WEEK)],
            subscribed_skus=[sku("E3", 2, 2), sku("FLOW_FREE", 2, 2)],
            user_licenses=[licence("ann", "E3"), licence("unread", "FLOW_FREE")],
        ).answer(self.HEADING, "userPrincipalName")
        self.assertEqual(answer, [])

    def test_a_product_without_a_name_in_the_list_has_that_of_the_tenant(self):
        unnamed = {**licence("ann", "e3-id"), "skuPartNumber": None}
        answer = Warehouse(
            users=[user("ann", accountEnabled=False)],
            subscribed_skus=[sku("e3-id", 1, 1, skuPartNumber="NEW_SKU")],
            user_licenses=[unnamed],
        ).answer(self.HEADING, "product")
        self.assertEqual(answer, [("NEW_SKU",)])


class WhatToTakeAway(unittest.TestCase):
    HEADING = "What to take away"

    def answer(self, licences, groups, **changes):
        return Warehouse(
            users=[user("ann", **{"accountEnabled": False, **changes})],
            subscribed_skus=[sku("E3", 1, 1), sku("FLOW_FREE", 1, 1)],
            user_licenses=licences,
            license_groups=groups,
        ).answer(self.HEADING, "product", "action", "assignedByGroup")

    def test_every_assignment_of_a_licence_has_a_row_that_names_its_group(self):
        licences = [
            licence("ann", "E3"),
            licence("ann", "E3", source="group", group="cloud"),
            licence("ann", "E3", source="group", group="synced"),
            licence("ann", "E3", source="unknown"),
        ]
        groups = [group("cloud", "E3"), group("cloud", "E5"), group("synced", "E3", synced=True)]
        remove = "remove the user from the group All"
        self.assertEqual(
            self.answer(licences, groups),
            [
                ("E3", f"{remove} cloud", "cloud"),
                ("E3", f"{remove} synced in the on-premises directory", "synced"),
                ("E3", "take the licence from the user", None),
                ("E3", "unknown", None),
            ],
        )

    def test_a_group_that_is_not_in_the_table_is_named_by_its_id(self):
        licences = [licence("ann", "E3", source="group", group="gone")]
        expected = [("E3", "remove the user from the group gone", "gone")]
        self.assertEqual(self.answer(licences, []), expected)

    def test_free_products_failed_assignments_and_seats_in_use_are_not_listed(self):
        licences = [
            licence("ann", "FLOW_FREE"),
            licence("ann", "E3", source="group", group="cloud", is_held=False),
        ]
        self.assertEqual(self.answer(licences, [group("cloud", "E3")]), [])
        self.assertEqual(self.answer([licence("ann", "E3")], [], accountEnabled=True), [])


class UseOfTeams(unittest.TestCase):
    HEADING = "Use of Teams by department"
    DAY = {"reportRefreshDate": "2026-06-28", "isDeleted": False}

    def answer(self, names, uses):
        reported = [
            {**self.DAY, "id": str(line), "userPrincipalName": name, "teamsLastActivityDate": used}
            for line, (name, used) in enumerate(uses)
        ]
        return Warehouse(
            users=[user(name, department="Sales") for name in names],
            office365_active_user_detail=reported,
        ).answer(self.HEADING, "users", "ever_used_teams", "unknown")

    def test_concealed_names_are_unknown_and_not_nobody(self):
        concealed = [("6D1F0A9C2B7E4D5F8A3B1C0E9D7F6A5B", "2026-06-27")]
        self.assertEqual(self.answer(["ann", "bob"], concealed), [(2, None, 2)])

    def test_who_is_not_in_the_report_is_unknown(self):
        uses = [("Ann@contoso.com", "2026-06-27"), ("bob@contoso.com", None)]
        self.assertEqual(self.answer(["ann", "bob", "cleo"], uses), [(3, 1, 1)])


if __name__ == "__main__":
    unittest.main()
