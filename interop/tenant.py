"""The simulated tenant: a Node process that changes on command and says what it holds."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAM = REPOSITORY / "dist" / "test" / "interop" / "main.js"

Row = dict[str, Any]


class Tenant:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        ready = self._answer()
        self.config: Path = Path(ready["config"])
        self._certificate: str = ready["certificate"]
        self.catalog: list[dict[str, Any]] = ready["catalog"]

    def environment(self) -> dict[str, str]:
        """For whoever talks to it: trust, and no way around by a proxy."""
        return {
            "NODE_EXTRA_CA_CERTS": self._certificate,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }

    def expect(self) -> dict[str, list[Row]]:
        """The rows that every stream would have if it were read whole now."""
        return self._ask("expect")

    def change(self) -> dict[str, Any]:
        """Lets a day pass: the `users` that changed, and the `daysToRead` of the reports."""
        return self._ask("change")

    def _ask(self, command: str) -> Any:
        assert self._process.stdin
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("The simulated tenant has ended; why, it wrote above.")
        return json.loads(line)


@contextmanager
def running_tenant() -> Iterator[Tenant]:
    # Its input ends with this process, however that ends, and then it ends as well.
    process = subprocess.Popen(
        ["node", str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Tenant(process)
    finally:
        assert process.stdin
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
