"""Reads with PyAirbyte, as docs/pyairbyte.md does, the streams that the package reads and no others."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyairbyte
from condition import Condition
from direct import Connection, append
from place import Place
from tenant import REPOSITORY, Tenant

STAGING = REPOSITORY / "dbt" / "models" / "staging"
DAILY = ("office365_active_user_detail_daily", "m365_app_user_detail_daily")


# A day, and the newest synced_at of its rows.
ReadDay = dict[str, str]


def staged_streams() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in STAGING.glob("*.sql")]
    return sorted({name for text in texts for name in re.findall(r"source\('m365', '(\w+)'\)", text)})


class PyAirbyteReader:
    def __init__(self, place: Place, condition: Condition, tenant: Tenant, config: Path) -> None:
        self._place = place
        self._strategy = condition.write_strategy
        self._tenant = tenant
        self._config = config
        self._known_days: dict[str, str] = {}

    def read(self) -> list[ReadDay]:
        streams = [name for name in staged_streams() if name not in pyairbyte.REPLACED]
        with environment(self._tenant.environment()):
            source = pyairbyte.connector(self._config, on_missing_permission="skip")
            for names, strategy in ((streams, self._strategy), (list(pyairbyte.REPLACED), "replace")):
                pyairbyte.read(source, self._place.make_cache(), names, strategy)
        days = self._place.newest_by_day(DAILY)
        news = {day: at for day, at in days.items() if self._known_days.get(day) != at}
        self._known_days = days
        return [{"day": day, "syncedAt": at} for day, at in news.items()]


class TypedReader:
    """Loads as Airbyte's typed tables are, in append mode."""

    def __init__(self, place: Place, tenant: Tenant, config: Path) -> None:
        self._place = place
        self._tenant = tenant
        self._connection = connection_of(tenant, config)

    def read(self) -> list[ReadDay]:
        records = self._connection.sync(self._tenant.environment())
        append(self._place.raw, records)
        return read_days(records)


def reader_of(
    place: Place, condition: Condition, tenant: Tenant, folder: Path
) -> PyAirbyteReader | TypedReader:
    """Each `read` is a sync; it returns the days of the daily reports that it read."""
    config = folder / "config.json"
    settings = json.loads(tenant.config.read_text(encoding="utf-8"))
    config.write_text(json.dumps({**settings, **condition.settings}), encoding="utf-8")
    if condition.has_typed_tables:
        return TypedReader(place, tenant, config)
    return PyAirbyteReader(place, condition, tenant, config)


def connection_of(tenant: Tenant, config: Path) -> Connection:
    names = staged_streams()
    streams = [stream for stream in tenant.catalog if stream["name"] in names]
    return Connection(config, streams, config.parent)


def read_days(records: Mapping[str, list[dict[str, Any]]]) -> list[ReadDay]:
    newest: dict[str, str] = {}
    for row in (row for name in DAILY for row in records.get(name, [])):
        day = row["reportDate"]
        newest[day] = max(newest.get(day, ""), row["synced_at"])
    return [{"day": day, "syncedAt": at} for day, at in newest.items()]


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """For the processes that are started within."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
