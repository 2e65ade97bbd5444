"""Reads a tenant under a condition, builds the package, and compares every mart with the truth."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from condition import Condition
from differences import Count, compare_all
from expected import Marts, grown, true_marts
from lists import Lists
from place import Place
from pseudonyms import Pseudonyms
from reading import reader_of, staged_streams
from tenant import Tenant, running_tenant


class Proof:
    """Of one condition in one database."""

    def __init__(self, place: Place, condition: Condition, tenant: Tenant, folder: Path) -> None:
        self._place = place
        self._condition = condition
        self._tenant = tenant
        self._reader = reader_of(place, condition, tenant, folder)
        self._expected: Marts = {}
        self.count = Count()

    def compare_after_sync(self, occasion: str) -> None:
        started = time.monotonic()
        read_days = self._reader.read()
        variables, situation = self._settings()
        self._place.build(variables)
        situation = {**self._condition.situation, **situation, "readDays": read_days}
        now = true_marts(self._tenant, situation, self._condition.pseudonym_key)
        self._expected = grown(self._expected, now, {entry["day"] for entry in read_days})
        history = self._expected["seat_history"]
        self._expected["seat_changes"] = self._tenant.ask("seatChanges", history=history)
        self._compare(occasion, self._place.marts(), started)

    def compare_built_again(self) -> None:
        """A second build on the same day changes nothing."""
        started = time.monotonic()
        before = self._place.marts()
        self._place.build(self._settings()[0])
        self._compare("built again", self._place.marts(), started, before)

    def test(self) -> None:
        self._place.test(self._settings()[0])

    def _settings(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Vars for dbt, and the same for the truth."""
        if not self._condition.has_lists:
            return {}, {}
        ids, key = self._tenant.ask("ids"), self._condition.pseudonym_key
        hidden = Pseudonyms(key) if key else None
        hide = {"hide_name": hidden.of_address, "hide_id": hidden.of_id} if hidden else {}
        lists = Lists(self._tenant.today(), ids, **hide)
        return lists.load(self._place.warehouse), lists.situation()

    def _compare(
        self, occasion: str, found: Marts, started: float, owed: Marts | None = None
    ) -> None:
        title = f"{self._place.name}, {self._condition.name}, {occasion}"
        step = compare_all(title, owed or self._expected, found)
        if step.differences:
            print(f"    {title}: rows read: {self._place.row_counts(staged_streams())}")
        step.tell(title, time.monotonic() - started)
        self.count.add(step)


def prove(place: Place, condition: Condition, folder: Path) -> Count:
    place.empty()
    with running_tenant(**{"namedPeople": True, **condition.tenant}) as tenant:
        proof = Proof(place, condition, tenant, folder)
        proof.compare_after_sync("first sync")
        if condition.is_tested:
            proof.compare_built_again()
            proof.test()
        if condition.has_second_sync:
            tenant.sleep()
            tenant.ask("changeSeats")
            proof.compare_after_sync("second sync")
    return proof.count
