"""Many rows at once into a table, which is made where it is missing."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from warehouse import Layout, Row, Warehouse, column_types


def write(
    warehouse: Warehouse, table: str, rows: Sequence[Row], layout: Layout, *, replaces: bool
) -> None:
    """Rows that are there already are gone, or stay."""
    types = column_types(table, rows, layout)
    columns = {layout.name(name): kind for name, kind in types.items()}
    defined = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    create = [f"CREATE TABLE IF NOT EXISTS {table} ({defined})"]
    drop = [f"DROP TABLE IF EXISTS {table}"] if replaces else []
    warehouse.execute([(sql, ()) for sql in (*drop, *create)])
    if rows:
        named = [{layout.name(name): value for name, value in row.items()} for row in rows]
        _insert(warehouse, table, columns, named)


def _insert(
    warehouse: Warehouse, table: str, columns: Mapping[str, str], rows: Sequence[Row]
) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    insert = f"INSERT INTO {table} ({names}) SELECT {names} FROM"
    if warehouse.target == "postgres":
        defined = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        source = f"json_to_recordset(%s) AS records ({defined})"
        warehouse.execute([(f"{insert} {source}", [json.dumps(rows)])])
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write("".join(f"{json.dumps(row)}\n" for row in rows))
        file.flush()
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        options = f"format = 'newline_delimited', columns = {{{types}}}"
        warehouse.execute([(f"{insert} read_json('{Path(file.name)}', {options})", ())])


def remove(warehouse: Warehouse, table: str, ids: Sequence[str]) -> None:
    if warehouse.target == "postgres":
        warehouse.execute([(f"DELETE FROM {table} WHERE id = ANY(%s)", [list(ids)])])
    else:
        warehouse.execute([(f"DELETE FROM {table} WHERE id IN (SELECT unnest(?))", [list(ids)])])
