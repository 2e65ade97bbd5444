"""The SQL of docs/warehouse.md, taken out of the page itself."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "warehouse.md"
HEADING = re.compile(r"^#+ (.+)$")
VIEW = re.compile(r"CREATE OR REPLACE VIEW (\w+)")
TABLE = re.compile(r"CREATE TABLE IF NOT EXISTS (\w+)")


def _blocks() -> list[tuple[str, str]]:
    """Each SQL block with the heading above it."""
    blocks: list[tuple[str, str]] = []
    heading, sql = "", None
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if sql is not None and line == "```":
            blocks.append((heading, "\n".join(sql)))
            sql = None
        elif sql is not None:
            sql.append(line)
        elif line == "```sql":
            sql = []
        elif match := HEADING.match(line):
            heading = match[1]
    return blocks


def _statements(made: re.Pattern[str]) -> dict[str, str]:
    found = ((made.match(sql), sql) for _, sql in _blocks())
    return {match[1]: sql for match, sql in found if match}


def views() -> dict[str, str]:
    """The statements that make views by the name of the view, in the order of the page."""
    return _statements(VIEW)


def stand_ins() -> dict[str, str]:
    """The statements that make an empty table for a stream that is not read, by its name."""
    return _statements(TABLE)


def queries() -> dict[str, str]:
    """By the heading above them."""
    return {
        heading: sql
        for heading, sql in _blocks()
        if not VIEW.match(sql) and not TABLE.match(sql)
    }
