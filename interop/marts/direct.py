"""Reads with the connector alone and loads its records as the destinations do, where PyAirbyte would
take too long (a month of daily syncs) or writes another layout (Airbyte's typed tables).

Merged tables equal PyAirbyte's: one row an `id`, the newest; names of columns in lower case; streams
that are read whole replace their table. Appended ones equal Airbyte's typed tables: Microsoft's
capitals, times with a zone, every version of a row, and the generation that it came with."""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bulk import remove, write
from pyairbyte import CONNECTOR
from warehouse import Layout, Row, Warehouse

MERGED = Layout()
TYPED = Layout(keeps_capitals=True, timestamp="timestamp with time zone")

# Airbyte's column for the generation of a row.
GENERATION = "_airbyte_generation_id"

Message = dict[str, Any]


class Connection:
    """As a platform keeps it: settings, catalog, and the last state of each stream."""

    def __init__(self, config: Path, streams: list[dict[str, Any]], folder: Path) -> None:
        self._config = config
        self._streams = streams
        self._folder = folder
        self._states: dict[str, Message] = {}
        self._generation = 0

    def sync(self, environment: Mapping[str, str]) -> dict[str, list[Row]]:
        """The records of each stream; those of a stream that is read whole have a new generation."""
        self._generation += 1
        files = {"catalog": self._catalog(), "state": list(self._states.values())}
        command = [str(CONNECTOR), "read", "--config", str(self._config)]
        for name, content in files.items():
            path = self._folder / f"{name}.json"
            path.write_text(json.dumps(content), encoding="utf-8")
            command += [f"--{name}", str(path)]
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, **environment}
        )
        messages = [json.loads(line) for line in done.stdout.splitlines()]
        if done.returncode != 0:
            raise RuntimeError(f"{command} ended with {done.returncode}.\n{done.stdout[-3000:]}")
        return self._taken(messages)

    def _taken(self, messages: list[Message]) -> dict[str, list[Row]]:
        records: dict[str, list[Row]] = defaultdict(list)
        for message in messages:
            if message["type"] == "RECORD":
                record = message["record"]
                whole = self._is_whole(record["stream"])
                generation = {GENERATION: self._generation if whole else 1}
                records[record["stream"]].append({**record["data"], **generation})
            if message["type"] == "STATE":
                name = message["state"]["stream"]["stream_descriptor"]["name"]
                self._states[name] = message["state"]
        return records

    def whole_streams(self) -> set[str]:
        return {one["name"] for one in self._streams if self._is_whole(one["name"])}

    def _is_whole(self, name: str) -> bool:
        stream = next(one for one in self._streams if one["name"] == name)
        return "incremental" not in stream["supported_sync_modes"]

    def _catalog(self) -> dict[str, Any]:
        return {"streams": [self._configured(stream) for stream in self._streams]}

    def _configured(self, stream: dict[str, Any]) -> dict[str, Any]:
        whole = self._is_whole(stream["name"])
        return {
            "stream": stream,
            "sync_mode": "full_refresh" if whole else "incremental",
            "destination_sync_mode": "overwrite" if whole else "append_dedup",
            "cursor_field": stream.get("default_cursor_field", []),
            "primary_key": stream.get("source_defined_primary_key", []),
            "sync_id": self._generation,
            "generation_id": self._generation if whole else 1,
            "minimum_generation_id": self._generation if whole else 0,
        }


def merge(warehouse: Warehouse, records: Mapping[str, list[Row]], whole: set[str]) -> None:
    """Into tables as PyAirbyte's."""
    for table, rows in records.items():
        plain = [{k: v for k, v in row.items() if k != GENERATION} for row in rows]
        newest = list({row["id"]: row for row in plain}.values())
        # Makes the table at the first sync.
        write(warehouse, table, [], MERGED, replaces=table in whole)
        remove(warehouse, table, [row["id"] for row in newest])
        write(warehouse, table, newest, MERGED, replaces=False)


def append(warehouse: Warehouse, records: Mapping[str, list[Row]]) -> None:
    """Into tables as Airbyte's typed ones."""
    for table, rows in records.items():
        write(warehouse, table, rows, TYPED, replaces=False)
