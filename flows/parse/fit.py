"""Strings that any table takes: half surrogate pairs and NUL, which JSON and XML can smuggle in, are made visible."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from flows.document import Document, Link, Refusal
from flows.parse.encoding import SURROGATE


def fit(found: Document | Refusal) -> Document | Refusal:
    """The same with U+FFFD for each such character, so that spans stay true; in its source with an escape."""
    changed = {field.name: _fit(getattr(found, field.name)) for field in fields(found)}
    source = SURROGATE.sub(lambda match: ascii(match[0])[1:-1], found.source)
    changed = {name: value for name, value in changed.items() if value is not getattr(found, name)}
    return replace(found, **{**changed, "source": source}) if changed else found


def _fit(value: Any) -> Any:
    """The value itself where there is nothing to change."""
    if isinstance(value, str):
        return SURROGATE.sub("\ufffd", value) if SURROGATE.search(value) else value
    if isinstance(value, Link):
        return value if (href := _fit(value.href)) is value.href else replace(value, href=href)
    if isinstance(value, tuple):
        parts = tuple(map(_fit, value))
        return value if all(part is was for part, was in zip(parts, value, strict=True)) else parts
    return value
