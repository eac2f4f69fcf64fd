"""Parsing some files: the work of a worker process, from bytes to what was found in them, on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from flows import guard, parse
from flows.credentials import without_secrets
from flows.document import Document, Refusal
from flows.guard import Limits, Verdict, Watch, last_item, unforeseen
from flows.stage import Files
from schemas.codes.runs import Reason


def parse_files(files: Files, limits: Limits) -> Path:
    """Parse files into what was found in them, beside them; gives the folder.

    An item that sets off an error which no parser foresaw is refused, the others are parsed again without it.
    """
    guard.bound_memory("parsing", limits.memory)
    while True:
        struck = files.struck()
        try:
            with Watch(files.at, limits.seconds, struck):
                files.finish(_found(files, limits))
        except OSError:  # of the disk: what the input sets off is refused where it is read
            raise
        except Exception as error:
            item = last_item(files.at)
            if not item or item in struck:
                raise
            files.strike(item, _verdict(error))
        else:
            return files.folder


def _verdict(error: Exception) -> Verdict:
    if isinstance(error, RecursionError):
        return Reason.TOO_DEEP, "elements within elements, or brackets within brackets, beyond what can be read"
    return unforeseen(error)


def _found(files: Files, limits: Limits) -> Iterator[tuple[int, Document | Refusal]]:
    for number, raw in enumerate(files.raws):
        for each in parse.parse(raw, limits.expanded, raw.columns):
            yield number, without_secrets(each, raw.secrets)
