"""dbt in a process that stays: it reads arguments and environment of each run, and answers with what
dbt said where it failed. Needs the Python of dbt/integration_tests."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner


def run(arguments: list[str]) -> str | None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        result = dbtRunner().invoke(arguments)
    # A file of DuckDB is locked as long as it is open.
    if DuckDBConnectionManager._ENV:
        DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager._ENV = None
    return None if result.success else f"{said.getvalue()}{result.exception or ''}"


def main() -> None:
    with os.fdopen(os.dup(1), "w") as answers:
        # Whatever else is printed is no answer.
        os.dup2(2, 1)
        for line in sys.stdin:
            given = json.loads(line)
            os.environ.update(given["environment"])
            answers.write(json.dumps({"failure": run(given["arguments"])}) + "\n")
            answers.flush()


if __name__ == "__main__":
    main()
