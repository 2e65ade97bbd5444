"""Reads with PyAirbyte, as docs/running.md does, the streams that the package reads and no others."""

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
from place import Place
from tenant import REPOSITORY, Tenant

STAGING = REPOSITORY / "dbt" / "models" / "staging"
DAILY = ("office365_active_user_detail_daily", "m365_app_user_detail_daily")


def staged_streams() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in STAGING.glob("*.sql")]
    return sorted({name for text in texts for name in re.findall(r"source\('m365', '(\w+)'\)", text)})


class Reader:
    def __init__(self, place: Place, condition: Condition, tenant: Tenant, folder: Path) -> None:
        self._place = place
        self._condition = condition
        self._tenant = tenant
        self._config = folder / "config.json"
        settings = json.loads(tenant.config.read_text(encoding="utf-8"))
        self._config.write_text(json.dumps({**settings, **condition.settings}), encoding="utf-8")
        self._known_days: dict[str, str] = {}

    def read(self) -> list[dict[str, Any]]:
        """The days of the daily reports that it read, each with its newest synced_at."""
        streams = [name for name in staged_streams() if name not in pyairbyte.REPLACED]
        with environment(self._tenant.environment()):
            source = pyairbyte.connector(self._config, on_missing_permission="skip")
            for names, strategy in (
                (streams, self._condition.write_strategy),
                (list(pyairbyte.REPLACED), "replace"),
            ):
                pyairbyte.read(source, self._place.make_cache(), names, strategy)
        days = self._place.newest_by_day(DAILY)
        news = {day: at for day, at in days.items() if self._known_days.get(day) != at}
        self._known_days = days
        return [{"day": day, "syncedAt": at} for day, at in news.items()]


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
