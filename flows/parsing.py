"""Parsing some files: the work of a worker process, from bytes to what was found in them, on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows import guard, parse
from flows.document import Document, Refusal
from flows.guard import Limits, Watch
from flows.stage import Files


def parse_files(files: Files, limits: Limits) -> Path:
    """Parse files into what was found in them, beside them; gives the folder."""
    guard.bound_memory("parsing", limits.memory)
    with Watch(files.at, limits.seconds, files.struck()):
        files.finish(_found(files, limits))
    return files.folder


def _found(files: Files, limits: Limits) -> Iterator[tuple[int, Document | Refusal]]:
    for number, raw in enumerate(files.raws):
        for each in parse.parse(raw, limits.expanded, raw.columns):
            yield number, each
