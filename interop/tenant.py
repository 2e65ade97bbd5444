"""The simulated tenant: a Node process that changes on command and says what it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from json_process import JsonProcess, running

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAM = REPOSITORY / "dist" / "test" / "interop" / "main.js"

Row = dict[str, Any]


class Tenant:
    def __init__(self, process: JsonProcess) -> None:
        self._process = process
        ready = process.answer()
        self.config: Path = Path(ready["config"])
        self._environment: dict[str, str] = ready["environment"]
        self.catalog: list[dict[str, Any]] = ready["catalog"]

    def environment(self) -> dict[str, str]:
        """For connectors that read it: its date, trust, and no way around by a proxy."""
        return {**self._environment, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}

    def today(self) -> str:
        """YYYY-MM-DD."""
        return self.ask("today")

    def sleep(self, days: int = 1) -> None:
        """Lets days pass. Connectors have that date with the `environment` of from now on."""
        self._environment = {**self._environment, **self.ask("sleep", days=days)}

    def expect(self) -> dict[str, list[Row]]:
        """The rows that every stream would have if it were read whole now."""
        return self.ask("expect")

    def hold_day_back(self) -> str:
        """A day without rows in any report, until the change."""
        return self.ask("holdDayBack")

    def change(self, late_day: str) -> dict[str, Any]:
        """Changes every stream: the `users` that changed, and the `daysToRead` of the reports."""
        return self.ask("change", lateDay=late_day)

    def ask(self, command: str, **given: Any) -> Any:
        return self._process.ask({"command": command, **given})


@contextmanager
def running_tenant(**options: Any) -> Iterator[Tenant]:
    """Started with the options of test/interop/start-with-clock.ts."""
    command = ["node", str(PROGRAM), json.dumps(options)]
    with running(command, "The simulated tenant") as process:
        yield Tenant(process)
