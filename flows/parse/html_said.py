"""What a page says of itself in its metadata: JSON-LD, OpenGraph and meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

ARTICLE = re.compile(r"(?:.*Article|BlogPosting|Report|Review|PressRelease|.*Posting)")
PAGE = frozenset({"WebPage", "ItemPage", "AboutPage"})
COMMENT_MARK = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->|^[ \t]*//.*$", re.MULTILINE)


@dataclass(slots=True)
class Said:
    """Metadata of a page: the article's JSON-LD object, and meta elements by name in lower case."""

    article: dict[str, Any] = field(default_factory=dict)
    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    meta: dict[str, list[str]] = field(default_factory=dict)

    def of(self, *names: str) -> Iterator[str]:
        """What meta elements of these names say, in the order of the names."""
        for name in names:
            yield from self.meta.get(name, [])

    def names(self, key: str) -> list[str]:
        """The names of the persons or organizations at `key` of the article's JSON-LD."""
        value = self.article.get(key)
        found = (self._name(one) for one in (value if isinstance(value, list) else [value]))
        return [name for name in found if name]

    def string(self, key: str) -> str | None:
        """A string of the article's JSON-LD."""
        value = self.article.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("@id") or value.get("name")
        return clean(value) if isinstance(value, str) else None

    def _name(self, one: Any) -> str | None:
        if isinstance(one, dict):
            one = one.get("name") or self.by_id.get(str(one.get("@id")), {}).get("name")
            one = one[0] if isinstance(one, list) and one else one
        return clean(one) if isinstance(one, str) else None


def said(page: HtmlElement) -> Said:
    """Everything a page's metadata says."""
    found = Said()
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        value = clean(element.get("content"))
        if name and value:
            found.meta.setdefault(name.casefold(), []).append(value)
    objects = list(_objects(page))
    for one in objects:
        if isinstance(one.get("@id"), str) and one.get("name"):
            found.by_id[one["@id"]] = one
    pages = [one for one in objects if _is_a(one, PAGE) and (one.get("datePublished") or one.get("headline"))]
    found.article = next((one for one in objects if _is_article(one)), pages[0] if pages else {})
    return found


def clean(value: str | None) -> str | None:
    """A value of metadata without tags, entities left over and needless blanks; None when nothing is left."""
    if not value:
        return None
    value = re.sub(r"<[^<>]{1,200}>", "", value)
    value = value.replace("&amp;", "&").replace("&#039;", "'").replace("&quot;", '"').replace("&nbsp;", " ")
    return " ".join(value.split()) or None


def _objects(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, outer ones first; scripts that are not JSON are passed over."""
    for script in page.iter("script"):
        if (script.get("type") or "").casefold().startswith("application/ld+json"):
            try:
                value = json.loads(COMMENT_MARK.sub("", script.text or ""), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _flat(value, depth=6)


def _flat(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth and isinstance(value, list):
        for one in value:
            yield from _flat(one, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _flat(one, depth - 1)


def _types(one: dict[str, Any]) -> list[str]:
    said_type = one.get("@type")
    return [str(name) for name in (said_type if isinstance(said_type, list) else [said_type])]


def _is_a(one: dict[str, Any], types: frozenset[str]) -> bool:
    return not types.isdisjoint(_types(one))


def _is_article(one: dict[str, Any]) -> bool:
    return any(ARTICLE.fullmatch(name) for name in _types(one)) and bool(
        one.get("headline") or one.get("datePublished")
    )
