"""Runs dbt many times in one process, so that it is loaded and its project is parsed once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from json_process import JsonProcess, running

PROGRAM = Path(__file__).resolve().parent / "dbt_resident.py"


class ResidentDbt:
    def __init__(self, process: JsonProcess) -> None:
        self._process = process

    def __call__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """@raises AssertionError with what dbt printed."""
        given = {"arguments": list(arguments), "environment": dict(environment)}
        if failure := self._process.ask(given)["failure"]:
            raise AssertionError(failure[-6000:])


@contextmanager
def running_dbt(python: str) -> Iterator[ResidentDbt]:
    """@param python that of dbt/integration_tests."""
    with running([python, str(PROGRAM)], "dbt") as process:
        yield ResidentDbt(process)
