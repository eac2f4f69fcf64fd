"""JSON Lines: one article an object, one object a line; `.json` holds one object or an array of them."""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any, BinaryIO

from flows import strict_json
from flows.document import Raw
from flows.errors import RejectError
from flows.parse.encoding import SAMPLE, WIDE_MARKS, decode, lines
from flows.parse.room import WHOLE_LIMIT, whole
from flows.parse.rows import SHOWN, Row
from schemas.codes.runs import Reason

SUFFIXES = (".jsonl", ".ndjson", ".json")


def sniff(head: bytes) -> bool:
    """Whether the content begins like a JSON object with a key, or an array of them."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith((b'{"', b'{ "')) or (start[:1] == b"[" and start[1:].lstrip().startswith(b'{"'))


def rows_jsonl(raw: Raw, file: BinaryIO) -> Iterator[Row]:
    """One row for each line that is not blank, numbered by line, or for each element of an array.

    Lines are read one by one; an array is held whole.
    """
    del raw
    head = file.peek(SAMPLE)  # type: ignore[attr-defined]
    first, has_more, _ = head.removeprefix(BOM_UTF8).lstrip().partition(b"\n")
    if head.startswith(WIDE_MARKS) or first[:1] == b"[" or (has_more and not _is_object(first)):
        text = decode(whole(file))
        values = _whole(text)
        if values is not None:
            yield from (Row(number, _object(value)) for number, value in enumerate(values, 1))
            return
        file = io.BufferedReader(io.BytesIO(text.encode()))
    for number, line in lines(file, WHOLE_LIMIT):
        if isinstance(line, RejectError):
            yield Row(number, line, f"line {number}")
        elif line.strip():
            yield Row(number, _parsed(line), line[:SHOWN])


def _whole(text: str) -> list[Any] | None:
    """The elements of an array, or the one object that all of a text is."""
    try:
        value = strict_json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(strict_json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(line: str) -> dict[str, Any] | RejectError:
    try:
        return _object(strict_json.loads(line))
    except JSONDecodeError as error:
        return RejectError(Reason.BAD_SYNTAX, f"JSON: {error.msg} at character {error.pos}")
    except (RecursionError, ValueError) as error:
        return RejectError(Reason.BAD_SYNTAX, f"JSON: {error}")


def _object(value: Any) -> dict[str, Any] | RejectError:
    if isinstance(value, dict):
        return value
    return RejectError(Reason.BAD_SYNTAX, f"{type(value).__name__}; expected an object")
