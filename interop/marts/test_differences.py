"""The comparison of marts finds every kind of difference, and no other."""

import datetime
import unittest
from decimal import Decimal

from differences import compare
from expected import grown

OWED = {
    "id": "1",
    "name": None,
    "seats": 3,
    "share": 0.333333,
    "day": "2026-03-02",
    "at": "2026-03-02T12:00:00Z",
    "is_trial": True,
}
FOUND = {
    "id": "1",
    "name": None,
    "seats": 3,
    "share": Decimal("0.333333"),
    "day": datetime.date(2026, 3, 2),
    "at": datetime.datetime(2026, 3, 2, 12),
    "is_trial": True,
}


def differences(*found):
    return compare("id", [OWED], found).differences


class Comparing(unittest.TestCase):
    def test_equal_rows_are_equal_however_a_database_hands_them_out(self):
        count = compare("id", [OWED], [FOUND])
        self.assertEqual((count.rows, count.values, count.differences), (1, len(OWED), []))

    def test_every_value_counts(self):
        changes = {
            **{"name": "", "seats": 4, "share": Decimal("0.333334"), "is_trial": 1},
            **{"day": datetime.date(2026, 3, 1), "at": datetime.datetime(2026, 3, 2, 13)},
        }
        for name, value in changes.items():
            for other in (value, None if OWED[name] is not None else 0):
                with self.subTest(name=name, value=other):
                    found = differences({**FOUND, name: other})
                    self.assertEqual(len(found), 1)
                    self.assertIn(f"1: {name} is", found[0])

    def test_rows_that_are_missing_surplus_or_there_twice_are_told(self):
        self.assertEqual(differences(), ["1: is missing"])
        self.assertEqual(differences(FOUND, FOUND), ["1: is there twice"])
        self.assertEqual(differences(FOUND, {**FOUND, "id": "2"}), ["2: should not be there"])

    def test_a_column_that_one_side_lacks_is_told(self):
        self.assertEqual(differences({**FOUND, "new": 1}), ["1: new is not in the truth"])
        without = {name: value for name, value in FOUND.items() if name != "seats"}
        self.assertEqual(differences(without), ["1: seats is not in the mart"])


class Growing(unittest.TestCase):
    def test_days_that_a_build_writes_again_are_replaced_and_others_stay(self):
        before = {
            "daily_activity": [{"activity_date": day, "n": 1} for day in ("1", "2")],
            "seat_history": [{"as_of_date": "1", "n": 1}],
            "renewals": [{"n": 1}],
        }
        now = {
            "daily_activity": [{"activity_date": "2", "n": 2}],
            "seat_history": [{"as_of_date": "2", "n": 2}],
            "renewals": [{"n": 2}],
        }
        found = grown(before, now, {"2"})
        self.assertEqual([row["n"] for row in found["daily_activity"]], [1, 2])
        self.assertEqual([row["n"] for row in found["seat_history"]], [1, 2])
        self.assertEqual(found["renewals"], now["renewals"])


if __name__ == "__main__":
    unittest.main()
