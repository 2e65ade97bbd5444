"""A month of daily syncs: the history and the changes that the package keeps are those that happened."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from differences import SHOWN, Count, compare, compare_all
from direct import merge
from expected import Marts, grown, true_marts
from place import Place
from reading import connection_of, read_days
from tenant import Tenant, running_tenant

MONTH = "month"
# Over the end of a month.
DAYS = 32
# Beside the people who are each one case.
USERS = 20
# Nobody gives back what is free: the history has no seats of Power Automate Free.
FREE = "f30db892-07e9-47e9-837c-80727f46fd3d"
SELECTED = ("+m365__seat_history", "+m365__seat_changes", "+m365__daily_activity")


class Month:
    def __init__(self, place: Place, tenant: Tenant, config: Path) -> None:
        self._place = place
        self._tenant = tenant
        self._connection = connection_of(tenant, config)
        self._expected: Marts = {}
        self._events: set[tuple[str, str, str]] = set()

    def live(self) -> None:
        for number in range(DAYS):
            if number > 0:
                self._tenant.sleep()
                self._keep(self._tenant.ask("liveDay", number=number))
            self._sync(SELECTED if 0 < number < DAYS - 1 else ())
        history = self._expected["seat_history"]
        self._expected["seat_changes"] = self._tenant.ask("seatChanges", history=history)

    def marts(self, title: str) -> Count:
        """All of them on the last day."""
        return compare_all(title, self._expected, self._place.marts())

    def events(self) -> Count:
        """The seats that were given and taken, whatever is said of them."""
        rows = self._place.warehouse.rows(
            "SELECT seat_id, month_start_date, given, taken FROM m365__seat_changes"
            " WHERE given OR taken"
        )
        found = [
            {"event": f"{row['seat_id']} {row['month_start_date'].isoformat()[:7]} {kind}"}
            for row in rows
            for kind in ("given", "taken")
            if row[kind]
        ]
        owed = [{"event": " ".join(event)} for event in self._events]
        return compare("event", owed, found)

    def _keep(self, events: list[dict[str, Any]]) -> None:
        self._events |= {
            (f"{one['userId']}_{one['skuId']}", one["day"][:7], one["kind"])
            for one in events
            if one["skuId"] != FREE
        }

    def _sync(self, select: tuple[str, ...]) -> None:
        records = self._connection.sync(self._tenant.environment())
        merge(self._place.raw, records, self._connection.whole_streams())
        self._place.build({}, select)
        days = read_days(records)
        now = true_marts(self._tenant, {"readDays": days}, None)
        self._expected = grown(self._expected, now, {entry["day"] for entry in days})


def prove_month(place: Place, folder: Path) -> Count:
    place.empty()
    started = time.monotonic()
    title = f"{place.name}, {DAYS} days"
    with running_tenant(namedPeople=True, users=USERS) as tenant:
        config = folder / "config.json"
        config.write_bytes(tenant.config.read_bytes())
        month = Month(place, tenant, config)
        month.live()
        count = month.marts(title)
        count.add(month.events())
    for text in count.differences[:SHOWN]:
        print(f"    {title}: {text}")
    count.tell(title, time.monotonic() - started)
    return count
