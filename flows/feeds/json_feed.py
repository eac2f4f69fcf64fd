"""JSON Feed 1.0 and 1.1."""

from __future__ import annotations

from typing import Any

from flows import strict_json
from flows.errors import RejectError
from flows.feeds.item import Feed, Item
from flows.feeds.words import as_markup, is_cut_off, word_count
from schemas.codes.runs import Reason

ENOUGH = 40  # words in an item's content, for it to be more than a teaser


def read_json(data: bytes) -> Feed:
    """The feed in `data`; RejectError when it is none."""
    try:
        found = strict_json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RejectError(Reason.BAD_SYNTAX, f"JSON Feed: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise RejectError(Reason.BAD_SYNTAX, "JSON Feed: no list of items")
    items = [_item(item, found) for item in found["items"] if isinstance(item, dict)]
    odd = len(found["items"]) - len(items)
    return Feed(_said(found, "title"), tuple(items), f"{odd} items are no objects" if odd else None)


def _item(item: dict[str, Any], about: dict[str, Any]) -> Item:
    text, summary = _said(item, "content_text"), _said(item, "summary")
    markup = _said(item, "content_html") or (text and as_markup(text))
    authors = item.get("authors") or item.get("author") or about.get("authors") or about.get("author") or []
    names = [
        author.get("name")
        for author in (authors if isinstance(authors, list) else [authors])
        if isinstance(author, dict)
    ]
    guid = item.get("id")
    link = _said(item, "url") or _said(item, "external_url")
    return Item(
        key="",
        guid=str(guid) if isinstance(guid, str | int) else None,
        link=link if link and link.startswith(("http://", "https://")) else None,
        title=_said(item, "title"),
        markup=markup or (summary and as_markup(summary)),
        is_whole=word_count(markup) >= ENOUGH and not is_cut_off(markup),
        authors=tuple(name.strip() for name in names if isinstance(name, str) and name.strip()),
        published=_said(item, "date_published") or _said(item, "date_modified"),
        updated=_said(item, "date_modified"),
        language=_said(item, "language") or _said(about, "language"),
        keywords=tuple(tag for tag in _list(item.get("tags")) if isinstance(tag, str)),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _said(values: dict[str, Any], name: str) -> str | None:
    value = values.get(name)
    return value.strip() or None if isinstance(value, str) else None
