"""Rows of a table, or objects of JSON, to documents: which column holds which field of an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from flows import guard
from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.encoding import SURROGATE
from flows.parse.fields import ALIASES, Fields
from flows.parse.markup import read_markup
from flows.parse.text import read_text
from flows.parse.wordpress import is_post, read_post
from schemas.codes.runs import Reason, Stage

SHOWN = 200  # characters of a refused row that are kept with the refusal
MOST_NAMED = 30  # columns that a refusal names
MARKED_UP = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)


class Row(NamedTuple):
    """One row of a table, or one object."""

    number: int
    values: Mapping[str, Any] | RejectError  # or why it is none
    shown: str = ""  # how it stands in the file, where that is short


class Header(NamedTuple):
    """The names of a table's columns, where all rows have the same."""

    names: tuple[str, ...]


def documents(raw: Raw, rows: Iterable[Row | Header], columns: Mapping[str, str]) -> Iterator[Document | Refusal]:
    """One document or refusal for each row; its `source` ends in `#` and the row's number.

    Raises RejectError when a table has no column that could hold an article's text.
    """
    for row in rows:
        if isinstance(row, Header):
            _demand_text(row.names, columns)
            continue
        source = f"{raw.source}#{row.number}"
        try:
            guard.at(source)
            if isinstance(row.values, RejectError):
                raise row.values
            yield document(source, row.values, columns)
        except RejectError as error:
            payload = SURROGATE.sub("\ufffd", (row.shown or _shown(row.values))[:SHOWN])
            yield Refusal(source, Stage.PARSE, error.reason, error.detail, payload)
        guard.at(raw.source)


def document(source: str, values: Mapping[str, Any], columns: Mapping[str, str]) -> Document:
    """The document that a row describes; RejectError when a field has the wrong form."""
    if is_post(values):
        return read_post(source, values)
    fields = Fields(values, columns)
    text, markup = fields.string("text", strip=False), fields.string("html", strip=False)
    if text is None and markup is None:
        raise RejectError(Reason.BAD_FIELD, f"text: missing; expected a string; {_seen(values)}")
    if not (text or markup or "").strip():
        raise RejectError(Reason.EMPTY, "text: no characters but blanks")
    given = fields.given()
    if text is None or (fields.is_guess("text") and MARKED_UP.search(text)):
        return read_markup(source, text or markup or "", given)
    return read_text(source, text, given, has_title=False)


def _demand_text(names: tuple[str, ...], columns: Mapping[str, str]) -> None:
    fields = Fields(dict.fromkeys(names, ""), columns)
    if not (fields.has("text") or fields.has("html")):
        wanted = columns.get("text") or ", ".join(ALIASES["text"])
        raise RejectError(Reason.NO_TEXT_COLUMN, f"no column with text; expected one of: {wanted}; {_seen(names)}")


def _shown(values: Mapping[str, Any] | RejectError) -> str:
    try:
        return json.dumps(values, default=str, ensure_ascii=False)
    except (RecursionError, ValueError, TypeError):
        return type(values).__name__


def _seen(names: Iterable[str]) -> str:
    shown = [str(name)[:40] for name in names]
    more = f" and {len(shown) - MOST_NAMED} more" if len(shown) > MOST_NAMED else ""
    return f"seen: {', '.join(shown[:MOST_NAMED]) or 'none'}{more}"
