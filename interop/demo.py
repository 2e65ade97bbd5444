"""`npm run demo -- --duckdb FILE`, as somebody runs it who wants rows in a DuckDB file."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import warehouse_page
from rows import Result
from tenant import REPOSITORY

# `npm run demo` builds first, and that is done.
PROGRAM = ["node", str(REPOSITORY / "dist" / "demo" / "main.js")]
USERS = 1000
# Where the printed table leads to.
ANSWERS = "dbt/README.md"
SECONDS = 1200


class Demo:
    def __init__(self, folder: Path) -> None:
        self.file = folder / "demo.duckdb"
        self._output = (folder / "demo.log").open("w+")
        # A group of its own, so that all of it can be stopped.
        self.process = subprocess.Popen(
            [*PROGRAM, "--duckdb", str(self.file)],
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def result(self, streams: list[str]) -> Result:
        """Whether every stream has rows, the users are all there, and the tables were listed."""
        code = self.process.wait(SECONDS)
        self._output.seek(0)
        said = self._output.read()
        if code != 0:
            return Result(1, [f"ended with {code}:\n{said}"])
        expected = {**dict.fromkeys(streams, True), "users": USERS, "printed": True, "again": True}
        found = {**self._contents(streams), "printed": ANSWERS in said}
        found["again"] = self._refuses_to_overwrite()
        differences = [f"{key} is {found[key]}" for key in expected if found[key] != expected[key]]
        return Result(len(expected), differences)

    def _contents(self, streams: list[str]) -> dict[str, int | bool]:
        def count(table: str) -> int:
            return connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]

        with duckdb.connect(str(self.file), read_only=True) as connection:
            for view in warehouse_page.views():
                count(view)
            filled = {stream: count(stream) > 0 for stream in streams}
            return {**filled, "users": count("users_current")}

    def _refuses_to_overwrite(self) -> bool:
        before = self.file.stat()
        command = [*PROGRAM, "--duckdb", str(self.file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        is_untouched = self.file.stat().st_mtime_ns == before.st_mtime_ns
        return done.returncode == 1 and "already" in done.stderr and is_untouched


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    demo = Demo(folder)
    try:
        yield demo
    finally:
        if demo.process.poll() is None:
            os.killpg(demo.process.pid, signal.SIGKILL)
            demo.process.wait()
