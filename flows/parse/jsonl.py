"""JSON Lines: one article an object, one object a line; `.json` holds one object or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.encoding import SURROGATE, decode
from flows.parse.published import published
from flows.parse.reading import Given
from flows.parse.text import read_text
from schemas.codes.runs import Reason, Stage

SUFFIXES = (".jsonl", ".ndjson", ".json")
SHOWN = 200  # characters of a refused line that are kept with the refusal
STRINGS = ("id", "title", "text", "published", "url", "publisher", "language")


def sniff(head: bytes) -> bool:
    """Whether the content begins like a JSON object with a key."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b'{"', b'{ "', b'[{"', b"[\n  {"))


def parse_jsonl(raw: Raw, data: bytes) -> Iterator[Document | Refusal]:
    """One document or refusal for each line that is not blank; `source` ends in `#` and the line's number from 1."""
    for number, line in _lines(decode(data)):
        source = f"{raw.source}#{number}"
        try:
            yield document(source, _object(line))
        except RejectError as error:
            payload = SURROGATE.sub("\ufffd", line[:SHOWN])
            yield Refusal(source, Stage.PARSE, error.reason, error.detail, payload)


def document(source: str, article: dict[str, Any]) -> Document:
    """The document that a JSON object describes; RejectError when a field has the wrong form."""
    fields = {name: _string(article, name) for name in STRINGS}
    text = fields["text"]
    if text is None:
        raise RejectError(Reason.BAD_FIELD, "text: missing; expected a string")
    if not text.strip():
        raise RejectError(Reason.EMPTY, "text: no characters but blanks")
    when = None
    if fields["published"]:
        when = published(fields["published"])
        if when is None:
            raise RejectError(
                Reason.BAD_FIELD, f"published: {fields['published'][:50]!r}; expected a date such as 2016-03-24"
            )
    given = Given(
        external_id=fields["id"],
        url=fields["url"],
        title=fields["title"],
        authors=_authors(article),
        published=when,
        publisher=fields["publisher"],
        language=fields["language"],
    )
    return read_text(source, text, given, has_title=False)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, numbered; the values of the whole where its first line is no JSON by itself."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    whole = _whole(text) if (lines and not _is_json(lines[0][1])) or len(lines) == 1 else None
    if isinstance(whole, list):
        return enumerate((json.dumps(value) for value in whole), 1)
    return iter([(1, json.dumps(whole))] if isinstance(whole, dict) else lines)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _whole(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _object(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise RejectError(Reason.BAD_SYNTAX, f"JSON: {error.msg} at character {error.pos}") from error
    except (RecursionError, ValueError) as error:
        raise RejectError(Reason.BAD_SYNTAX, f"JSON: {error}") from error
    if not isinstance(value, dict):
        raise RejectError(Reason.BAD_SYNTAX, f"{type(value).__name__}; expected an object")
    return value


def _string(article: dict[str, Any], name: str) -> str | None:
    value = article.get(name)
    if value is None or value == "":
        return None
    if name == "id" and isinstance(value, int):
        value = str(value)
    if not isinstance(value, str):
        raise RejectError(Reason.BAD_FIELD, f"{name}: {type(value).__name__}; expected a string")
    return _clean(name, value) if name == "text" else _clean(name, value).strip() or None


def _clean(name: str, value: str) -> str:
    if unusable := SURROGATE.search(value):
        raise RejectError(Reason.BAD_ENCODING, f"{name}: {unusable.group()!a} at character {unusable.start()}")
    return value


def _authors(article: dict[str, Any]) -> tuple[str, ...]:
    value = article.get("authors") or []
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RejectError(Reason.BAD_FIELD, f"authors: {str(value)[:50]!r}; expected a list of strings")
    return tuple(_clean("authors", name).strip() for name in names if name.strip())
