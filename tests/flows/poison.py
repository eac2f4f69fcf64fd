"""A reader with a planted component whom some texts hang, crash or starve, as a fault of a C library would."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from flows import batch, language
from flows.guard import Limits
from schemas.contract import Record
from schemas.tables.sentences import Sentence

FACTORY = "dateline_poison"


@Language.component(FACTORY)
def poison(doc: Doc) -> Doc:
    """The document, where its text is no poison."""
    first = doc.text.split()[0]
    if first in POISONS:
        POISONS[first]()
    return doc


def records(doc: Doc) -> Iterator[Record]:
    """One sentence a document: enough to see that it was read."""
    article_id, text = doc._.document.article_id, doc.text
    yield Sentence(article_id=article_id, sentence_no=0, segment_no=0, char_start=0, char_end=len(text), text=text)


def read_batch(folder: Path, model: str, limits: Limits, *at_once: int) -> Path:
    """What a worker does, with the planted component alone."""
    language.components = lambda: [sys.modules[__name__]]
    return batch.read_batch(folder, model, limits, *at_once)


def _sleep() -> None:
    while True:
        signal.pause()


def _exhaust() -> None:
    held = []
    while True:
        held.append(bytearray(2**24))


POISONS = {
    "regex": lambda: re.match(r"(a+)+$", "a" * 64 + "b"),
    "loop": lambda: all(iter(lambda: True, False)),
    "sleep": _sleep,
    "integer": lambda: 10 ** (10**9),
    "segfault": lambda: ctypes.string_at(0),
    "abort": os.abort,
    "exit": lambda: os._exit(3),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "memory": _exhaust,
    "recursion": lambda: _deeper(0),
    "bug": lambda: 1 // 0,
}


def _deeper(depth: int) -> int:
    return _deeper(depth + 1) + 1
