"""What the package promises about itself, whatever data there is."""

from __future__ import annotations

import tempfile
import unittest
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import company
import duckdb
import truth
from warehouse import SCHEMAS, Layout, Warehouse, duckdb_file

SETTINGS_MODEL = "stg_m365__settings"
# A value that stands nowhere else in the SQL.
SETTINGS = {
    **{"inactive_days": 8_191, "new_seat_grace_days": 4_093, "as_of": "1987-06-05"},
    **{"default_currency": "XTS", "expected_domains": ["setting.example"]},
}


class Package(unittest.TestCase):
    warehouse: Warehouse
    manifest: dict[str, Any]

    @classmethod
    def setUpClass(cls) -> None:
        folder = tempfile.TemporaryDirectory(prefix="dbt-package-")
        cls.addClassCleanup(folder.cleanup)
        cls.warehouse = duckdb_file(Path(folder.name), "package")
        cls.warehouse.load(company.tables(), Layout())
        cls.warehouse.dbt("deps")
        # Compiles everything, and the page of the documentation as well.
        cls.warehouse.dbt("docs", "generate", "--static", variables=SETTINGS)
        cls.manifest = cls.warehouse.manifest()

    def models(self) -> dict[str, Any]:
        nodes = self.manifest["nodes"].values()
        return {node["name"]: node for node in nodes if node["resource_type"] == "model"}

    def test_settings_stand_in_one_model_alone(self) -> None:
        values = ["8191", "4093", "1987-06-05", "XTS", "setting.example"]
        found = {
            name: [value for value in values if value in node["compiled_code"]]
            for name, node in self.models().items()
        }
        settings = {name: values for name, values in found.items() if values}
        self.assertEqual(settings, {SETTINGS_MODEL: values[:-1]})

    def test_compiled_sql_runs_without_dbt_and_with_other_settings(self) -> None:
        self.warehouse.dbt("seed")
        settings = (
            "SELECT 90 AS inactive_days, 30 AS new_seat_grace_days, CAST(NULL AS date) AS as_of,"
            " CAST(NULL AS varchar) AS default_currency, 'other' AS settings_hash"
        )
        with duckdb.connect(self.warehouse.environment["M365_DUCKDB"]) as connection:
            for name, sql in in_order(self.models()):
                query = settings if name == SETTINGS_MODEL else sql.replace('"package".', "")
                connection.execute(f"CREATE TABLE {name} AS {query}")
        rows = self.warehouse.mart("wasted_seats", "wasted_seat_id")
        found = {r["wasted_seat_id"]: (r["reason"], r["confidence"], r["seats"]) for r in rows}
        self.assertEqual(found, truth.WASTED)

    def test_every_model_is_described(self) -> None:
        gaps = [name for name, node in self.models().items() if not node["description"]]
        self.assertEqual(gaps, [])

    def test_every_mart_keeps_a_contract_and_has_a_key(self) -> None:
        marts = {name: node for name, node in self.models().items() if name.startswith("m365__")}
        self.assertEqual(len(marts), 12)
        loose = [name for name, node in marts.items() if not node["contract"]["enforced"]]
        self.assertEqual(loose, [])
        nodes = self.manifest["nodes"].values()
        unique = {
            node["attached_node"].rsplit(".", 1)[-1]
            for node in nodes
            if node["resource_type"] == "test" and node["name"].startswith("unique_")
        }
        self.assertEqual(set(marts) - unique, set())

    def test_every_stream_is_a_source_whose_newest_row_counts_for_the_day(self) -> None:
        sources = {
            node["name"]
            for node in self.manifest["sources"].values()
            if node["source_name"] == "m365"
        }
        streams = {path.stem for path in SCHEMAS.glob("*.json")}
        self.assertEqual(streams - sources, set())
        model = self.models()["stg_m365__source_tables"]
        read = {name.rsplit(".", 1)[-1] for name in model["depends_on"]["nodes"]}
        self.assertEqual(read, sources)

    def test_source_tables_are_listed_before_models_run(self) -> None:
        nodes = self.manifest["nodes"].values()
        hooks = [node["raw_code"] for node in nodes if node["resource_type"] == "operation"]
        self.assertEqual(hooks, ["{{ microsoft_365.list_source_tables() }}"])

    def test_marts_read_no_source(self) -> None:
        readers = [
            name
            for name, node in self.models().items()
            if not name.startswith("stg_")
            and any(parent.startswith("source.") for parent in node["depends_on"]["nodes"])
        ]
        self.assertEqual(readers, [])


def in_order(models: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and compiled SQL of each model, after those that it reads."""
    parents = {
        name: {parent.rsplit(".", 1)[-1] for parent in node["depends_on"]["nodes"]} & set(models)
        for name, node in models.items()
    }
    names = TopologicalSorter(parents).static_order()
    return [(name, models[name]["compiled_code"]) for name in names]


if __name__ == "__main__":
    unittest.main()
