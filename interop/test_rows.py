"""The comparison finds every kind of difference, and no other."""

import datetime
import unittest
from decimal import Decimal

from rows import compare

PROPERTIES = {
    "id": {"type": "string"},
    "Name": {"type": ["null", "string"]},
    "count": {"type": ["null", "integer"]},
    "day": {"type": ["null", "string"], "format": "date"},
    "at": {"type": ["null", "string"], "format": "date-time"},
    "list": {"type": ["null", "array"]},
}
OWED = {
    "id": "1",
    "Name": "007",
    "count": 2**60 + 1,
    "day": "2026-01-31",
    "at": "2026-01-31T23:59:59.1234567Z",
    "list": [{"a": None}],
}
FOUND = {
    "id": "1",
    "name": "007",
    "count": Decimal(2**60 + 1),
    "day": datetime.date(2026, 1, 31),
    "at": datetime.datetime(2026, 1, 31, 23, 59, 59, 123457),
    "list": '[{"a": null}]',
    "synced_at": "not owed",
}


def differences(found, **options):
    return compare([OWED], found, PROPERTIES, **options).differences


class Comparing(unittest.TestCase):
    def test_equal_rows_are_equal_however_a_database_hands_them_out(self):
        zone = datetime.timezone(datetime.timedelta(hours=1))
        later = datetime.datetime(2026, 2, 1, 0, 59, 59, 123456, zone)
        for change in ({}, {"list": [{"a": None}]}, {"at": later}):
            self.assertEqual(differences([{**FOUND, **change}]), [])

    def test_every_field_counts(self):
        changes = {
            "name": "7",
            "count": 2.0**60,
            "day": datetime.date(2026, 1, 30),
            "at": datetime.datetime(2026, 1, 31, 23, 59, 59, 123459),
            "list": "[]",
        }
        for name, value in changes.items():
            for other in (value, None):
                found = differences([{**FOUND, name: other}])
                self.assertEqual(len(found), 1)
                self.assertIn(f"1: {name} is", found[0].replace("Name", "name"))

    def test_rows_that_are_missing_surplus_or_there_twice_are_told(self):
        self.assertEqual(differences([]), ["1: is missing"])
        self.assertEqual(differences([FOUND, FOUND]), ["1: is there twice"])
        surplus = differences([FOUND, {**FOUND, "id": "2"}])
        self.assertEqual(surplus, ["2: should not be there"])

    def test_digits_are_numbers_only_where_that_is_said(self):
        self.assertEqual(differences([{**FOUND, "name": "7.0"}], digits_are_numbers=True), [])
        self.assertEqual(len(differences([{**FOUND, "name": "8"}], digits_are_numbers=True)), 1)
        self.assertEqual(len(differences([{**FOUND, "name": "seven"}], digits_are_numbers=True)), 1)


if __name__ == "__main__":
    unittest.main()
