"""Raw to Document; one input format a file.

A module of this package that has `SUFFIXES` is a format: it declares the file name endings it accepts, and may have
`sniff(head) -> bool`, which knows the format from its first bytes. It has one of these functions, which give documents
and refusals for those of many that cannot be used, and may raise `RejectError` for the whole:

- `parse_<module>(raw, data)` reads bytes;
- `stream_<module>(raw, file)` reads a stream, so that memory does not grow with the input;
- `rows_<module>(raw, file)` gives a table's rows, which `rows.py` makes documents of;
- `unpack_<module>(raw, file)` gives an archive's members, each of which is then parsed like a file.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import ModuleType
from typing import BinaryIO

from flows import guard
from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.about import with_facts
from flows.parse.compression import codec_of, expanding, inner_name
from flows.parse.fit import fit
from flows.parse.members import Member
from flows.parse.room import ARCHIVED, COMPRESSED, Counted, Room, whole
from flows.parse.rows import documents
from schemas.codes.runs import Reason, Stage

HEAD = 4096  # bytes that a format is recognised by
BUFFER = 1 << 16
EXPANDED_LIMIT = 256 << 20
SHOWN = 200  # bytes of a refused input that are kept with the refusal

Columns = Mapping[str, str]


def parse(
    raw: Raw, expanded_limit: int = EXPANDED_LIMIT, columns: Columns | None = None
) -> Iterator[Document | Refusal]:
    """The documents in `raw`, and a refusal for each thing in it that could not be used.

    `columns` says in which column of a table each field of an article stands, where its name does not.
    """
    try:
        with raw.path.open("rb", buffering=BUFFER) as file:
            for each in _read(raw, raw.source, file, Room(expanded_limit, raw.byte_count), columns or {}, 0):
                yield fit(with_facts(each, raw.facts) if raw.facts and isinstance(each, Document) else each)
    except OSError as error:
        yield Refusal(raw.source, Stage.PARSE, Reason.UNREADABLE, f"{type(error).__name__}: {error.strerror}")


def _read(
    raw: Raw, name: str, file: BinaryIO, room: Room, columns: Columns, depth: int
) -> Iterator[Document | Refusal]:
    """The documents of a stream that is called `name`: a file, what is compressed in it, or an archive's member."""
    head = b""
    try:
        guard.at(raw.source)
        head = file.peek(HEAD)[:HEAD]  # type: ignore[attr-defined]
        if codec := codec_of(head):
            room.enter(depth + COMPRESSED)
            inner = io.BufferedReader(Counted(expanding(file, codec), room), BUFFER)
            yield from _read(raw, inner_name(name, codec), inner, room, columns, depth + COMPRESSED)
            return
        module = format_of(name, head, raw.format)
        form = module.__name__.rpartition(".")[2]
        if parse_whole := getattr(module, f"parse_{form}", None):
            found = parse_whole(raw, whole(file))
        elif rows := getattr(module, f"rows_{form}", None):
            found = documents(raw, rows(raw, file), columns)
        elif unpack := getattr(module, f"unpack_{form}", None):
            found = _members(raw, unpack(raw, file), room, columns, depth + ARCHIVED)
        else:
            found = getattr(module, f"stream_{form}")(raw, file)
        yield from _some(found)
    except (RejectError, MemoryError) as error:
        if isinstance(error, MemoryError):
            error = RejectError(Reason.OUT_OF_MEMORY, "parsing it took more memory than max_memory_bytes allows")
        payload = head[:SHOWN].decode("utf-8", "backslashreplace")
        yield Refusal(raw.source, Stage.PARSE, error.reason, error.detail, payload)


def _some(found: Iterator[Document | Refusal]) -> Iterator[Document | Refusal]:
    """The same; RejectError where there is nothing."""
    first = next(found, None)
    if first is None:
        raise RejectError(Reason.EMPTY, "nothing in it")
    yield first
    yield from found


def _members(
    raw: Raw, members: Iterable[Member | Refusal], room: Room, columns: Columns, depth: int
) -> Iterator[Document | Refusal]:
    """The documents of an archive's members; one that is damaged costs only itself."""
    for member in members:
        if isinstance(member, Refusal):
            yield member
            continue
        room.enter(depth)
        inner = replace(
            raw, source=raw.source + member.mark, url=member.url or raw.url, charset=member.charset, format=None
        )
        file = io.BufferedReader(Counted(member.read, room), BUFFER)
        yield from _read(inner, member.name, file, room, columns, depth)
        guard.at(raw.source)


def format_of(name: str, head: bytes, expected: str | None = None) -> ModuleType:
    """The parser for content that begins with `head`: by what it is, by what its name says, then the `expected` one.

    Raises RejectError when none knows it.
    """
    for module in formats():
        if getattr(module, "sniff", None) and module.sniff(head):
            return module
    lowered = name.casefold()
    for module in formats():
        if lowered.endswith(module.SUFFIXES):
            return module
    for module in formats():
        if module.__name__.rpartition(".")[2] == expected:
            return module
    raise RejectError(Reason.UNKNOWN_FORMAT, f"no parser for {name.rpartition('/')[2]!r}")


@cache
def formats() -> tuple[ModuleType, ...]:
    """The modules of this package that parse a format, in alphabetical order."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(module for module in modules if hasattr(module, "SUFFIXES"))
