"""What a row is where `personal_data` is set to pseudonymize, by what docs/security.md says."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

Row = dict[str, Any]
Properties = Mapping[str, Mapping[str, Any]]

# Characters of base32: 130 bits.
LENGTH = 26
EMPTIED = {"name", "free_text", "device"}
NOBODY = {"", "--", "(unknown)", "00000000-0000-0000-0000-000000000000"}


class Pseudonyms:
    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def of_id(self, value: str) -> str:
        return value if value.strip().lower() in NOBODY else self._hash(value)

    def of_address(self, value: str) -> str:
        if value.strip().lower() in NOBODY:
            return value
        if value.startswith(("http://", "https://")):
            return self._of_site(value)
        kind, colon, rest = value.rpartition(":")
        domain = rest.lower().rpartition("@")[2]
        return f"{kind}{colon}{self._hash(rest)}" + (f"@{domain}" if "@" in rest else "")

    def rows(self, rows: list[Row], properties: Properties) -> list[Row]:
        return [self._row(row, properties) for row in rows]

    def _row(self, row: Row, properties: Properties) -> Row:
        shown = {name: self._value(row[name], properties[name]) for name in row}
        return {**shown, "id": self._row_id(row, properties)}

    def _row_id(self, row: Row, properties: Properties) -> str:
        """An id that is made of values of the row is made of their pseudonyms."""
        if _kind(properties["id"]) == "none":
            return row["id"]
        separator = next((one for one in ("|", "_") if one in row["id"]), None)
        if separator is None:
            return self.of_id(row["id"])
        parts = {
            row[name].lower(): self._key_part(row[name], properties[name])
            for name in row
            if name != "id" and isinstance(row[name], str) and _kind(properties[name]) != "none"
        }
        return separator.join(parts.get(part.lower(), part) for part in row["id"].split(separator))

    def _key_part(self, text: str, schema: Mapping[str, Any]) -> str:
        return self.of_address(text) if _kind(schema) == "address" else self.of_id(text)

    def _value(self, value: Any, schema: Mapping[str, Any]) -> Any:
        kind = _kind(schema)
        if value is None or kind in EMPTIED:
            return None
        if kind == "none":
            return self._within(value, schema)
        if isinstance(value, list):
            return [self._value(item, schema) for item in value]
        return self.of_address(value) if kind == "address" else self.of_id(value)

    def _within(self, value: Any, schema: Mapping[str, Any]) -> Any:
        inner = schema.get("properties") or schema.get("items", {}).get("properties")
        if not inner:
            return value
        if isinstance(value, list):
            return [self._within(item, schema) for item in value]
        return {name: self._value(value[name], inner[name]) for name in value if name in inner}

    def _of_site(self, url: str) -> str:
        address = urlsplit(url)
        _, found, folder = unquote(address.path).partition("/personal/")
        if not found:
            return url
        return f"{address.scheme}://{address.netloc}/personal/{self._hash(folder.split('/')[0])}"

    def _hash(self, text: str) -> str:
        digest = hmac.new(self._key, text.lower().encode(), hashlib.sha256).digest()
        return "p_" + base64.b32encode(digest).decode().lower()[:LENGTH]


def _kind(schema: Mapping[str, Any]) -> str:
    return schema.get("x-personal", "none")
