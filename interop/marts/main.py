"""Proves that the marts of the dbt package are true: under every condition, in DuckDB and in PostgreSQL,
each in a process of its own. With names of conditions, these alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TARGETS = ("duckdb", "postgres")
PROGRAM = Path(__file__).resolve().parent / "one_database.py"


def main() -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="marts-") as name:
        counts = {target: Path(name) / f"{target}.json" for target in TARGETS}
        processes = [
            subprocess.Popen([sys.executable, str(PROGRAM), target, str(path), *sys.argv[1:]])
            for target, path in counts.items()
        ]
        try:
            codes = [process.wait() for process in processes]
        finally:
            for process in processes:
                process.terminate()
        said = [json.loads(path.read_text()) for path in counts.values() if path.exists()]
    rows, values, different = (sum(one[key] for one in said) for key in ("rows", "values", "different"))
    print(f"in {time.monotonic() - started:.0f} seconds")
    print(f"{rows} rows and {values} values compared, {different} different")
    is_whole = codes == [0] * len(TARGETS) and all(one["values"] for one in said)
    return 0 if is_whole and values and not different else 1


def stop(number: int, _frame: object) -> None:
    # An exception, so that everything that was started is stopped on the way out.
    sys.exit(128 + number)


if __name__ == "__main__":
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, stop)
    sys.exit(main())
