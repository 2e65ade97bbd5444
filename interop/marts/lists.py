"""Lists and settings of a customer, as tables for dbt and as the truth has them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from warehouse import Layout, Warehouse

E3 = "05e9a617-0261-4cee-bb44-138d3ef5d965"
VISIO = "VISIOCLIENT"
CURRENCY = "EUR"

PRICES = (
    {"sku_id": E3, "monthly_price": 36.5, "currency": CURRENCY},
    # The identifier counts before the part number.
    {"sku_part_number": "SPE_E3", "monthly_price": 99, "currency": CURRENCY},
    # Without a currency of its own.
    {"sku_part_number": "SPE_F1", "monthly_price": 7.25},
    {"sku_part_number": "ENTERPRISEPACK", "monthly_price": 21.1},
    {"sku_part_number": VISIO, "monthly_price": 15, "valid_from": "2024-01-01"},
    {"sku_part_number": VISIO, "monthly_price": 16.5, "valid_from": "2026-02-01"},
    {"sku_part_number": VISIO, "monthly_price": 18, "valid_from": "2026-12-01"},
    {"sku_part_number": "FLOW_FREE", "monthly_price": 0},
)
# More than are free of the second.
RESERVE = (
    {"sku_id": E3, "seats": 3},
    {"sku_part_number": "POWER_BI_PRO", "seats": 10_000},
)
DAYS = {"inactive_days": 60, "new_seat_grace_days": 11}
PRICE_NAMES = {
    **{"sku_id": "skuId", "sku_part_number": "skuPartNumber"},
    **{"monthly_price": "monthlyPrice", "currency": "currency", "valid_from": "validFrom"},
}


@dataclass(frozen=True)
class Lists:
    """@param ids of people by name; @param hide what stands in the tables for a name or an id."""

    today: str
    ids: dict[str, str]
    hide_name: Callable[[str], str] = lambda name: name
    hide_id: Callable[[str], str] = lambda name: name

    def load(self, warehouse: Warehouse) -> dict[str, Any]:
        """The vars for dbt that name the tables."""
        columns = ("sku_id", "sku_part_number", "monthly_price", "currency", "valid_from")
        tables = {
            "own_prices": [{name: row.get(name) for name in columns} for row in PRICES],
            "own_exclusions": [self._excluded_row(row) for row in self._excluded()],
            "own_reserve": list(RESERVE),
        }
        warehouse.load(tables, Layout())
        names = {"prices": "own_prices", "excluded_accounts": "own_exclusions"}
        relations = {**names, "seat_buffer": "own_reserve"}
        vars_ = {name: f"{warehouse.schema}.{table}" for name, table in relations.items()}
        return {**vars_, **DAYS, "default_currency": CURRENCY}

    def situation(self) -> dict[str, Any]:
        prices = [
            {"currency": CURRENCY, **{PRICE_NAMES[name]: value for name, value in row.items()}}
            for row in PRICES
        ]
        reserve = {row.get("sku_id") or row.get("sku_part_number"): row["seats"] for row in RESERVE}
        return {
            "prices": prices,
            "excludedAccounts": self._excluded(),
            "seatBuffer": reserve,
            "inactiveDays": DAYS["inactive_days"],
            "newSeatGraceDays": DAYS["new_seat_grace_days"],
        }

    def _excluded(self) -> list[dict[str, Any]]:
        yesterday = datetime.date.fromisoformat(self.today) - datetime.timedelta(days=1)
        return [
            # To the end of today, until yesterday, for good.
            {"userPrincipalName": "DISABLED@contoso.com", "until": self.today},
            {"userPrincipalName": "ninety-one-days@contoso.com", "until": yesterday.isoformat()},
            {"userPrincipalName": "never@contoso.com", "until": None},
            {"userId": self.ids["two-suites@contoso.com"], "until": None},
        ]

    def _excluded_row(self, account: dict[str, Any]) -> dict[str, Any]:
        name, user = account.get("userPrincipalName"), account.get("userId")
        return {
            "user_principal_name": self.hide_name(name) if name else None,
            "user_id": self.hide_id(user) if user else None,
            "why": "by the customer",
            "until": account["until"],
        }
