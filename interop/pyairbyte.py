"""Everything that is done with PyAirbyte. Nothing imports it before `prepare` was called."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from airbyte.caches.base import CacheBase
    from airbyte.sources.base import Source

# Their tables have to be replaced each time; the other streams are merged into theirs.
REPLACED = ("user_licenses", "license_groups")

CONNECTOR = Path(__file__).resolve().parent.parent / "bin" / "source-microsoft-365"


def prepare(folder: Path) -> None:
    """PyAirbyte looks at the environment when it is imported. Its own files go to the folder."""
    os.environ.update(
        {
            # Nothing leaves the machine but the connector's requests: no list of connectors,
            # no statistics.
            "AIRBYTE_OFFLINE_MODE": "1",
            "DO_NOT_TRACK": "1",
            "AIRBYTE_PROJECT_DIR": str(folder),
            "AIRBYTE_LOGGING_ROOT": str(folder / "logs"),
            "AIRBYTE_TEMP_DIR": str(folder),
        }
    )
    warnings.filterwarnings("ignore", category=FutureWarning)


def versions() -> str:
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in ("airbyte", "duckdb", "psycopg2-binary"))


def connector(config: Path, **defaults: Any) -> Source:
    """The connector with these settings, checked. `defaults` are for what they do not set."""
    with quiet():
        import airbyte

        source = airbyte.get_source(
            "source-microsoft-365",
            local_executable=CONNECTOR,
            config={**defaults, **json.loads(config.read_text(encoding="utf-8"))},
            install_if_missing=False,
        )
        source.check()
        return source


def warnings_of(source: Source) -> list[str]:
    """The warnings and errors of all that the connector does from now on. PyAirbyte writes them
    into its log among everything else, without their level."""
    kept: list[str] = []
    peek = source._peek_airbyte_message

    def keep(message: Any, **options: Any) -> None:
        if message.type.value == "LOG" and message.log.level.value in ("WARN", "ERROR", "FATAL"):
            kept.append(message.log.message)
        peek(message, **options)

    source._peek_airbyte_message = keep
    return kept


def read(source: Source, cache: CacheBase, streams: list[str], write_strategy: str) -> int:
    """The number of records."""
    with quiet():
        source.select_streams(streams)
        result = source.read(
            cache,
            write_strategy=write_strategy,
            force_full_refresh=write_strategy == "replace",
        )
        # DuckDB lets nobody else in while a connection is open.
        cache.processor.sql_config.dispose_engine()
        return result.processed_records


def read_all(config: Path, make_cache: Callable[[], CacheBase]) -> list[str]:
    """Reads all streams of a connection, whose names it returns, each as its table is kept. Prints
    the connector's warnings."""
    # A replaced stream that may not be read would else fail those beside it.
    source = connector(config, on_missing_permission="skip")
    warned = warnings_of(source)
    streams = source.get_available_streams()
    merged = [name for name in streams if name not in REPLACED]
    read(source, make_cache(), merged, "auto")
    read(source, make_cache(), list(REPLACED), "replace")
    for warning in dict.fromkeys(warned):
        print(f"WARN {warning}", file=sys.stderr)
    return streams


def duckdb_cache(path: Path, folder: Path) -> CacheBase:
    from airbyte.caches import DuckDBCache

    return DuckDBCache(db_path=path, cache_dir=folder / "batches")


def postgres_cache(server: Any, folder: Path, schema: str) -> CacheBase:
    from airbyte.caches import PostgresCache

    return PostgresCache(
        host=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        database=server.database,
        schema_name=schema,
        cache_dir=folder / "batches",
    )


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps back what PyAirbyte prints, and shows it when something fails."""
    with tempfile.TemporaryFile() as said:
        with _output_into(said.fileno()):
            try:
                yield
                return
            except BaseException as error:
                failure = error
        said.seek(0)
        print(said.read().decode(errors="replace"), file=sys.stderr, flush=True)
        raise failure


@contextmanager
def _output_into(descriptor: int) -> Iterator[None]:
    kept = {number: os.dup(number) for number in (1, 2)}
    try:
        _redirect(dict.fromkeys(kept, descriptor))
        yield
    finally:
        _redirect(kept)
        for original in kept.values():
            os.close(original)


def _redirect(targets: dict[int, int]) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    for number, target in targets.items():
        os.dup2(target, number)
