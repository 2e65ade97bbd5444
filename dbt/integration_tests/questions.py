"""The queries of docs/questions.md by the title above them."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "questions.md"
QUESTION = re.compile(r"^## (?:\d+\. )?(?P<title>.+?)\n(?:(?!^## )[\s\S])*?^```sql\n(?P<query>[\s\S]*?)^```", re.M)


def questions() -> dict[str, str]:
    page = PAGE.read_text(encoding="utf-8")
    return {found["title"]: found["query"].strip() for found in QUESTION.finditer(page)}
