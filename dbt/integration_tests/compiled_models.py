"""The package as plain SQL for DuckDB, which report/ runs without dbt: npm run compile-models."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import yaml
from warehouse import HERE, Layout, Warehouse, column_types, duckdb_file

PACKAGE = HERE.parent
COMPILED = PACKAGE.parent / "report" / "models.json"
# Microsoft's names, as the connector has them.
LAYOUT = Layout(keeps_capitals=True)
# Tables of the customer, by the var that names them, with the types that the models cast to.
OWN_TABLES = {
    "prices": {
        **{"sku_id": "varchar", "sku_part_number": "varchar", "monthly_price": "decimal(28,6)"},
        **{"currency": "varchar", "valid_from": "date"},
    },
    "excluded_accounts": {
        **{"user_principal_name": "varchar", "user_id": "varchar"},
        **{"why": "varchar", "until": "date"},
    },
    "seat_buffer": {"sku_id": "varchar", "sku_part_number": "varchar", "seats": "bigint"},
}
# Stands in the SQL of the settings where the report puts what its user chose.
SETTINGS = {"inactive_days": "$inactive_days"}
# Stands in for the setting where the SQL has to run.
RUNNABLE_SETTINGS = {"inactive_days": 90}

Node = dict[str, Any]


def compiled_models() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="dbt-compiled-") as folder:
        warehouse = duckdb_file(Path(folder), "compiled")
        tables = {**connector_tables(), **OWN_TABLES}
        warehouse.execute([(create_table(name, types), ()) for name, types in tables.items()])
        own = {name: f"main.{name}" for name in OWN_TABLES}
        warehouse.dbt("deps")
        warehouse.dbt("seed")
        warehouse.dbt("compile", variables={**own, **SETTINGS})
        nodes = package_nodes(warehouse)
        # Behind a first build the models that grow ask for what they hold.
        warehouse.dbt("run", variables={**own, **RUNNABLE_SETTINGS})
        warehouse.dbt("compile", variables={**own, **SETTINGS})
        later = package_nodes(warehouse)
        return {
            "sources_hash": sources_hash(),
            "tables": connector_tables(),
            "own_tables": OWN_TABLES,
            "seeds": [seed(warehouse, name) for name in sorted(of_type(nodes, "seed"))],
            "models": [model(nodes[name], later[name]) for name in in_order(nodes)],
        }


def connector_tables() -> dict[str, dict[str, str]]:
    """The columns of every table of the connector and their types."""
    sources = yaml.safe_load((PACKAGE / "models/staging/src_m365.yml").read_text("utf-8"))
    names = sorted(table["name"] for table in sources["sources"][0]["tables"])
    return {name: column_types(name, [], LAYOUT) for name in names}


def create_table(name: str, types: dict[str, str]) -> str:
    columns = ", ".join(f'"{column}" {of}' for column, of in types.items())
    return f"CREATE TABLE {name} ({columns})"


def package_nodes(warehouse: Warehouse) -> dict[str, Node]:
    """Models and seeds of the package by name."""
    nodes = warehouse.manifest()["nodes"].values()
    return {
        node["name"]: node
        for node in nodes
        if node["package_name"] == "microsoft_365" and node["resource_type"] in ("model", "seed")
    }


def of_type(nodes: dict[str, Node], kind: str) -> list[str]:
    return [name for name, node in nodes.items() if node["resource_type"] == kind]


def in_order(nodes: dict[str, Node]) -> list[str]:
    """Names of the models, each behind those that it reads; always in the same order."""
    models = sorted(of_type(nodes, "model"))
    parents = {name: [one for one in reads(nodes[name]) if one in models] for name in models}
    return list(TopologicalSorter(parents).static_order())


def reads(node: Node) -> list[str]:
    """Names of the tables, seeds and models that it reads."""
    return sorted({name.rsplit(".", 1)[-1] for name in node["depends_on"]["nodes"]})


def model(node: Node, later: Node) -> Node:
    grows = node["config"]["materialized"] == "incremental"
    return {
        "name": node["name"],
        "materialized": node["config"]["materialized"],
        "reads": reads(node),
        "sql": without_schema(node),
        **({"unique_key": node["config"]["unique_key"]} if grows else {}),
        **({"incremental_sql": without_schema(later)} if grows else {}),
    }


def without_schema(node: Node) -> str:
    return node["compiled_code"].replace('"compiled"."main".', "").strip()


def seed(warehouse: Warehouse, name: str) -> dict[str, Any]:
    columns = warehouse.rows(f"DESCRIBE {name}")
    rows: Sequence[dict[str, Any]] = warehouse.rows(f"SELECT * FROM {name} ORDER BY ALL")
    return {
        "name": name,
        "columns": {column["column_name"]: column["column_type"].lower() for column in columns},
        "rows": [list(row.values()) for row in rows],
    }


def sources_hash() -> str:
    """Changes with every file of the package that the SQL is made from, but not with its version."""
    paths = [PACKAGE / "dbt_project.yml"]
    for folder in ("macros", "models", "seeds"):
        for pattern in ("*.sql", "*.csv", "src_*.yml", "_seeds.yml"):
            paths += (PACKAGE / folder).rglob(pattern)
    digest = hashlib.sha256()
    root = PACKAGE.parent
    for name in sorted(path.relative_to(root).as_posix() for path in paths):
        content = re.sub(rb"^version: .*\n", b"", (root / name).read_bytes(), count=1, flags=re.M)
        digest.update(f"{name}\n".encode() + content)
    return digest.hexdigest()


if __name__ == "__main__":
    text = json.dumps(compiled_models(), ensure_ascii=False, indent=1, sort_keys=False)
    COMPILED.write_text(f"{text}\n", encoding="utf-8")
