"""Data quality: the last runs, the checks that failed, and what was refused."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask
from flows.report import QUERIES

PATH = "/quality"


def page(ask: Ask) -> dict[str, Any]:
    """What the report says of the last runs."""
    found = {name: ask.rows(QUERIES[name]) for name in ("runs", "checks", "quarantine")}
    failed = [check for check in found["checks"] if not check["success"]]
    return {"runs": found["runs"], "checks": len(found["checks"]), "failed": failed, "refused": found["quarantine"]}
