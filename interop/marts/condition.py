"""The conditions under which the answers have to be true: what a tenant is like, what the connector may
read, how the tables are written, and what the customer has set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEY = "a key of the company that nobody else has"
DOMAINS = ["contoso.com", "emea.contoso.com"]


@dataclass(frozen=True)
class Condition:
    name: str
    # What the tenant starts with: test/interop/start-with-clock.ts.
    tenant: Mapping[str, Any] = field(default_factory=dict)
    # Settings of the connector beside the tenant's own.
    settings: Mapping[str, Any] = field(default_factory=dict)
    # What the truth has to know of it: tenant/answers/situation.ts.
    situation: Mapping[str, Any] = field(default_factory=dict)
    # "auto" merges by primary key, "append" keeps every version of a row.
    write_strategy: str = "auto"
    # Loaded as Airbyte's typed tables are, in append mode, and not by PyAirbyte.
    has_typed_tables: bool = False
    has_second_sync: bool = False
    # Whether the tests of the package run as well.
    is_tested: bool = False
    # Whether the customer's own lists and other days count.
    has_lists: bool = False

    @property
    def pseudonym_key(self) -> str | None:
        return self.settings.get("personal_data", {}).get("key")


CONDITIONS = (
    Condition("merged", has_second_sync=True, is_tested=True),
    Condition("appended", write_strategy="append", has_second_sync=True),
    Condition(
        "pseudonyms",
        settings={"personal_data": {"mode": "pseudonymize", "key": KEY}},
        has_second_sync=True,
        has_lists=True,
    ),
    Condition(
        "domains",
        settings={"domains": DOMAINS},
        situation={"domains": DOMAINS},
        has_lists=True,
    ),
    Condition("no Entra ID P1", tenant={"premium": False}, situation={"hasSignIns": False}),
    Condition(
        "no reports",
        tenant={"withoutRoles": ["Reports.Read.All"]},
        situation={"reports": "missing"},
    ),
    Condition("concealed names", tenant={"concealed": True}, situation={"reports": "concealed"}),
    Condition(
        "neither sign-ins nor reports",
        tenant={"premium": False, "withoutRoles": ["Reports.Read.All"]},
        situation={"hasSignIns": False, "reports": "missing"},
    ),
    Condition(
        "no optional permissions",
        tenant={"withoutRoles": ["Organization.Read.All", "GroupMember.Read.All"]},
        situation={"hasGroups": False, "hasSubscriptions": False},
    ),
    Condition("empty tenant", tenant={"namedPeople": False, "isEmpty": True}),
    Condition("typed tables", has_typed_tables=True, has_second_sync=True),
)
