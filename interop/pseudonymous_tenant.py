"""The simulated tenant as a connection sees it that is set to pseudonymize."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pseudonyms import Pseudonyms, Row
from tenant import Tenant

KEY = "a key of the company that nobody else has"


class PseudonymousTenant:
    def __init__(self, tenant: Tenant, folder: Path) -> None:
        settings = json.loads(tenant.config.read_text(encoding="utf-8"))
        settings["personal_data"] = {"mode": "pseudonymize", "key": KEY}
        self.config = folder / "pseudonymize.json"
        self.config.write_text(json.dumps(settings), encoding="utf-8")
        self.catalog = tenant.catalog
        self._pseudonyms = Pseudonyms(KEY)

    def rows(self, streams: dict[str, list[Row]]) -> dict[str, list[Row]]:
        schemas = {entry["name"]: entry["json_schema"]["properties"] for entry in self.catalog}
        return {
            name: self._pseudonyms.rows(rows, schemas[name]) for name, rows in streams.items()
        }

    def changes(self, changes: dict[str, Any]) -> dict[str, Any]:
        return {**changes, "users": [self._pseudonyms.of_id(user) for user in changes["users"]]}
