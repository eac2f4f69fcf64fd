"""Raw to Document; one input format a file.

A module of this package that has `SUFFIXES` is a format: it declares the file name endings it accepts, and may have
`sniff(head) -> bool`, which knows the format from its first bytes. Its function `parse_<module>(raw, data)` gives
documents, and refusals for those of many that cannot be used; it may raise `RejectError` for the whole.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from flows.document import Document, Raw, Refusal
from flows.errors import RejectError
from flows.parse.compression import expand, is_compressed
from schemas.codes.runs import Reason, Stage

HEAD = 4096  # bytes that a format is recognised by
EXPANDED_LIMIT = 256 << 20
SHOWN = 200  # bytes of a refused input that are kept with the refusal


def parse(raw: Raw, expanded_limit: int = EXPANDED_LIMIT) -> Iterator[Document | Refusal]:
    """The documents in `raw`, and a refusal for each thing in it that could not be used."""
    data = b""
    try:
        data = raw.read()
        name = raw.source
        if is_compressed(data):
            name = name.removesuffix(".gz")
            data = expand(data, expanded_limit)
        module = format_of(name, data[:HEAD])
        yield from getattr(module, f"parse_{module.__name__.rpartition('.')[2]}")(raw, data)
    except RejectError as error:
        payload = data[:SHOWN].decode("utf-8", "backslashreplace")
        yield Refusal(raw.source, Stage.PARSE, error.reason, error.detail, payload)
    except OSError as error:
        yield Refusal(raw.source, Stage.PARSE, Reason.UNREADABLE, f"{type(error).__name__}: {error.strerror}")


def format_of(name: str, head: bytes) -> ModuleType:
    """The parser for content that begins with `head`: by what it is, then by what its name says.

    Raises RejectError when none knows it.
    """
    for module in formats():
        if getattr(module, "sniff", None) and module.sniff(head):
            return module
    lowered = name.casefold()
    for module in formats():
        if lowered.endswith(module.SUFFIXES):
            return module
    raise RejectError(Reason.UNKNOWN_FORMAT, f"no parser for {name.rpartition('/')[2]!r}")


@cache
def formats() -> tuple[ModuleType, ...]:
    """The modules of this package that parse a format, in alphabetical order."""
    modules = (importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__))
    return tuple(module for module in modules if hasattr(module, "SUFFIXES"))
