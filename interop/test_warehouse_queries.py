"""The queries of docs/warehouse.md on a few rows written by hand, where sources lack something."""

import unittest

import duckdb
import warehouse_page

COLUMNS = {
    "users": {
        **{"id": "varchar", "userPrincipalName": "varchar", "department": "varchar"},
        **{"synced_at": "timestamp", "_ab_cdc_deleted_at": "timestamp"},
    },
    "office365_active_user_detail": {
        **{"id": "varchar", "userPrincipalName": "varchar", "reportRefreshDate": "date"},
        **{"teamsLastActivityDate": "date", "isDeleted": "boolean"},
    },
}
VIEWS = ("users_current", "sign_in_activity_current")


def user(name, **changes):
    names = {"id": name, "userPrincipalName": f"{name}@contoso.com"}
    return {**names, "synced_at": "2026-06-30 08:00:00", **changes}


class Warehouse:
    """Tables with these rows, in which sign-in activity was not read."""

    def __init__(self, **streams):
        self._connection = duckdb.connect()
        for name, columns in COLUMNS.items():
            declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            self._connection.execute(f"CREATE TABLE {name} ({declared})")
            for row in streams.get(name, []):
                places = ", ".join("?" * len(row))
                statement = f"INSERT INTO {name} ({', '.join(row)}) VALUES ({places})"
                self._connection.execute(statement, list(row.values()))
        views = warehouse_page.views()
        for statement in (*warehouse_page.stand_ins().values(), *(views[name] for name in VIEWS)):
            self._connection.execute(statement)

    def rows(self, sql, *columns):
        self._connection.execute(sql)
        names = [column[0] for column in self._connection.description]
        rows = [dict(zip(names, row)) for row in self._connection.fetchall()]
        return [tuple(row[column] for column in columns) for row in rows]


class SignIns(unittest.TestCase):
    def test_without_the_stream_every_user_is_there_and_nothing_is_known(self):
        warehouse = Warehouse(users=[user("ann")])
        found = warehouse.rows("SELECT * FROM sign_in_activity_current", "id", "last_use_at")
        self.assertEqual(found, [("ann", None)])


class UseOfTeams(unittest.TestCase):
    DAY = {"reportRefreshDate": "2026-06-28", "isDeleted": False}

    def answer(self, names, uses):
        reported = [
            {**self.DAY, "id": str(line), "userPrincipalName": name, "teamsLastActivityDate": used}
            for line, (name, used) in enumerate(uses)
        ]
        warehouse = Warehouse(
            users=[user(name, department="Sales") for name in names],
            office365_active_user_detail=reported,
        )
        query = warehouse_page.queries()["Use of Teams by department"]
        return warehouse.rows(query, "users", "ever_used_teams", "unknown")

    def test_concealed_names_are_unknown_and_not_nobody(self):
        concealed = [("6D1F0A9C2B7E4D5F8A3B1C0E9D7F6A5B", "2026-06-27")]
        self.assertEqual(self.answer(["ann", "bob"], concealed), [(2, None, 2)])

    def test_who_is_not_in_the_report_is_unknown(self):
        uses = [("Ann@contoso.com", "2026-06-27"), ("bob@contoso.com", None)]
        self.assertEqual(self.answer(["ann", "bob", "cleo"], uses), [(3, 1, 1)])


if __name__ == "__main__":
    unittest.main()
