"""Comma-separated values and their kin: one article a row, the first row names the columns."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from flows.document import Raw
from flows.errors import RejectError
from flows.parse.encoding import lines
from flows.parse.room import WHOLE_LIMIT
from flows.parse.rows import SHOWN, Header, Row
from schemas.codes.runs import Reason

SUFFIXES = (".csv", ".tsv", ".tab")
DELIMITERS = ",;\t|"
QUOTED = '"'


def rows_csv(raw: Raw, file: BinaryIO) -> Iterator[Row | Header]:
    """The header, then each row that is not blank, numbered from 1; one of another width than the header is refused."""
    del raw
    csv.field_size_limit(WHOLE_LIMIT)
    text = _text(file)
    first = next((line for line in text if line.strip()), "")
    reader = csv.reader(chain([first], text), delimiter=delimiter_of(first), strict=True)
    try:
        names = tuple(name.strip() for name in next(reader, []))
    except csv.Error as error:
        raise RejectError(Reason.BAD_SYNTAX, f"CSV: the header: {error}") from error
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise RejectError(Reason.BAD_SYNTAX, f"two columns are called {twice[:50]!r}")
    yield Header(names)
    number = 0
    while True:
        try:
            values = next(reader, None)
        except csv.Error as error:
            number += 1
            yield Row(number, RejectError(Reason.BAD_SYNTAX, f"CSV: {error}"), f"row {number}")
            continue
        if values is None:
            return
        if values:
            number += 1
            yield _row(number, names, values)


def delimiter_of(header: str) -> str:
    """The delimiter that stands most often outside quotes in the first line; a comma where there is none."""
    outside = "".join(header.split(QUOTED)[::2])
    return max(DELIMITERS, key=lambda mark: (outside.count(mark), -DELIMITERS.index(mark)))


def _row(number: int, names: tuple[str, ...], values: list[str]) -> Row:
    shown = " | ".join(values)[:SHOWN]
    if len(values) != len(names):
        fault = RejectError(Reason.BAD_SYNTAX, f"{len(values)} fields; the header has {len(names)}")
        return Row(number, fault, shown)
    return Row(number, dict(zip(names, values, strict=True)), shown)


def _text(file: BinaryIO) -> Iterator[str]:
    """The lines of the file; RejectError at the first that is no text, as rows after it cannot be told apart."""
    for number, line in lines(file, WHOLE_LIMIT):
        if isinstance(line, RejectError):
            raise RejectError(line.reason, f"line {number}: {line.detail}") from line
        yield line
