"""JSON in which no key hides another: where one comes twice, Python's reader keeps the last and says nothing."""

from __future__ import annotations

import json
from typing import Any


def loads(text: str | bytes) -> Any:
    """The value; ValueError where it is none, or a key of an object stands twice with different values."""
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs) and (hidden := next((name for name, value in pairs if values[name] != value), None)):
        raise ValueError(f"key {hidden[:40]!a} twice with different values")
    return values
