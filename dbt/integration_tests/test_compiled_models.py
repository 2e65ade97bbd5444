"""The SQL that report/ runs is the SQL of this package."""

from __future__ import annotations

import json
import unittest

from compiled_models import COMPILED, compiled_models


class CompiledModels(unittest.TestCase):
    maxDiff = 2000

    def test_the_report_runs_what_dbt_compiles(self) -> None:
        stored = json.loads(COMPILED.read_text(encoding="utf-8"))
        message = "report/models.json is stale: run npm run compile-models and commit it"
        self.assertEqual(stored, compiled_models(), message)


if __name__ == "__main__":
    unittest.main()
