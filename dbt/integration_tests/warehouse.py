"""A database with tables of the connector, and dbt on it. DuckDB, or PostgreSQL in a schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import psycopg

HERE = Path(__file__).resolve().parent
SCHEMAS = HERE.parent.parent / "resources" / "schemas"
DBT = Path(sys.executable).parent / "dbt"
SECONDS = 900

Row = dict[str, Any]
RunDbt = Callable[[Sequence[str], Mapping[str, str]], None]


@dataclass(frozen=True)
class Layout:
    """How a destination writes the columns of a stream."""

    # Microsoft's capitals, or everything in lower case as PyAirbyte has it.
    keeps_capitals: bool = False
    timestamp: str = "timestamp"
    # Columns that a table does not have.
    leaves_out: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def name(self, column: str) -> str:
        return column if self.keeps_capitals else column.lower()


def in_a_process(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """@raises AssertionError with what dbt printed."""
    done = subprocess.run(
        [str(DBT), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=SECONDS,
    )
    if done.returncode != 0:
        raise AssertionError(done.stdout[-6000:] + done.stderr[-2000:])


@dataclass(frozen=True)
class Warehouse:
    """Names and passwords go to dbt by the environment."""

    target: str
    environment: dict[str, str]
    folder: Path
    schema: str
    run_dbt: RunDbt = in_a_process

    def execute(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
        connection = self.connect()
        try:
            for sql, values in statements:
                connection.execute(sql, values)
        finally:
            connection.close()

    def rows(self, sql: str) -> list[Row]:
        connection = self.connect()
        try:
            cursor = connection.execute(sql)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, values)) for values in cursor.fetchall()]
        finally:
            connection.close()

    def connect(self) -> Any:
        if self.target == "duckdb":
            return duckdb.connect(self.environment["M365_DUCKDB"])
        connection = psycopg.connect(
            host=self.environment["M365_POSTGRES_HOST"],
            port=self.environment["M365_POSTGRES_PORT"],
            user=self.environment["M365_POSTGRES_USER"],
            password=self.environment["M365_POSTGRES_PASSWORD"],
            dbname=self.environment["M365_POSTGRES_DATABASE"],
            autocommit=True,
        )
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
        connection.execute(f"SET search_path TO {self.schema}")
        return connection

    def load(self, tables: Mapping[str, Sequence[Row]], layout: Layout) -> None:
        """Makes each table anew with these rows."""
        statements: list[tuple[str, Sequence[Any]]] = []
        for table, rows in tables.items():
            types = column_types(table, rows, layout)
            if not types:
                continue
            columns = ", ".join(f'"{layout.name(name)}" {kind}' for name, kind in types.items())
            statements.append((f"DROP TABLE IF EXISTS {table}", ()))
            statements.append((f"CREATE TABLE {table} ({columns})", ()))
            statements += [self.insertion(table, types, row, layout) for row in rows]
        self.execute(statements)

    def insertion(
        self, table: str, types: Mapping[str, str], row: Row, layout: Layout
    ) -> tuple[str, Sequence[Any]]:
        given = {name: value for name, value in row.items() if name in types}
        names = ", ".join(f'"{layout.name(name)}"' for name in given)
        mark = "?" if self.target == "duckdb" else "%s"
        marks = ", ".join(f"cast({mark} as {types[name]})" for name in given)
        values = [json.dumps(v) if isinstance(v, (dict, list)) else v for v in given.values()]
        return f"INSERT INTO {table} ({names}) VALUES ({marks})", values

    def dbt(self, *arguments: str, variables: Mapping[str, Any] | None = None) -> None:
        """@raises AssertionError with what dbt printed."""
        given = json.dumps({"m365_schema": self.schema, **(variables or {})})
        folders = ["--project-dir", str(HERE), "--profiles-dir", str(HERE)]
        target = ["--target", self.target, "--vars", given]
        environment = {
            **{**self.environment, "DO_NOT_TRACK": "1"},
            **{"DBT_TARGET_PATH": str(self.folder / "target")},
            **{"DBT_LOG_PATH": str(self.folder / "logs")},
        }
        self.run_dbt(["--no-use-colors", *arguments, *folders, *target], environment)

    def build(
        self,
        variables: Mapping[str, Any] | None = None,
        *,
        with_tests: bool = False,
        select: Sequence[str] = (),
    ) -> None:
        excluded = [] if with_tests else ["test", "unit_test"]
        options = [text for kind in excluded for text in ("--exclude-resource-type", kind)]
        chosen = ["--select", *select] if select else []
        self.dbt("build", *options, *chosen, variables=variables)

    def manifest(self) -> dict[str, Any]:
        """What dbt knew of the project when it ran last."""
        return json.loads((self.folder / "target" / "manifest.json").read_text(encoding="utf-8"))

    def mart(self, name: str, key: str) -> list[Row]:
        return self.rows(f"SELECT * FROM m365__{name} ORDER BY {key}")


def column_types(table: str, rows: Sequence[Row], layout: Layout) -> dict[str, str]:
    types = {name: sql_type(of, layout) for name, of in schema_of(table).items()}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, sql_type(type_of_value(value), layout))
    left_out = layout.leaves_out.get(table, ())
    return {name: kind for name, kind in types.items() if name not in left_out}


def schema_of(table: str) -> dict[str, Any]:
    """The properties of a stream; of a daily slice the day as well."""
    daily = table.endswith("_daily")
    path = SCHEMAS / f"{table.removesuffix('_daily')}.json"
    if not path.exists():
        return {}
    properties = json.loads(path.read_text(encoding="utf-8"))["properties"]
    day = {"reportDate": {"type": "string", "format": "date"}} if daily else {}
    return {**properties, **day}


def type_of_value(value: Any) -> dict[str, Any]:
    kinds = {bool: "boolean", int: "integer", dict: "object", list: "array"}
    return {"type": kinds.get(type(value), "string")}


def sql_type(of: Mapping[str, Any], layout: Layout) -> str:
    kinds = [of["type"]] if isinstance(of["type"], str) else of["type"]
    kind = next(kind for kind in kinds if kind != "null")
    if of.get("format") == "date-time":
        return layout.timestamp
    if of.get("format") == "date":
        return "date"
    names = {"integer": "bigint", "boolean": "boolean", "object": "json", "array": "json"}
    return names.get(kind, "varchar")


def duckdb_file(folder: Path, name: str, run_dbt: RunDbt = in_a_process) -> Warehouse:
    environment = {"M365_DUCKDB": str(folder / f"{name}.duckdb")}
    return Warehouse("duckdb", environment, folder, "main", run_dbt)


def postgres_schema(
    server: Any, folder: Path, name: str, run_dbt: RunDbt = in_a_process
) -> Warehouse:
    environment = {
        "M365_POSTGRES_HOST": server.host,
        "M365_POSTGRES_PORT": str(server.port),
        "M365_POSTGRES_USER": server.username,
        "M365_POSTGRES_PASSWORD": server.password,
        "M365_POSTGRES_DATABASE": server.database,
        "M365_POSTGRES_SCHEMA": name,
    }
    return Warehouse("postgres", environment, folder, name, run_dbt)
