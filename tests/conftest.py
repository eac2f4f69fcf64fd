"""What the tests share: one loaded pipeline, and reading a text of one's own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from flows.document import Document, Segment
from flows.language import load_language, prepare
from schemas.codes.text import SegmentKind


@pytest.fixture(scope="session")
def endurance() -> bool:
    """Whether tests that count (kills, mutants, queries) go through their full numbers: `make endure`."""
    return os.environ.get("DATELINE_ENDURANCE") == "1"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole reading pipeline, loaded once."""
    return load_language()


@pytest.fixture(scope="session")
def read_text(nlp: Language) -> Callable[..., Doc]:
    """Reads paragraphs parted by blank lines as an article published on `published`; gives the Doc with all layers."""

    def read(text: str, published: str | None = "2016-03-24", **fields: Any) -> Doc:
        fields.setdefault("segments", paragraphs(text))
        return nlp(prepare(nlp, Document("test.txt", text, published_edtf=published, **fields)))

    return read


def paragraphs(text: str) -> tuple[Segment, ...]:
    """Every block between blank lines as a paragraph."""
    blocks = re.finditer(r"\S(?:.*?\S)??(?=\s*\n[ \t]*\n|\s*\Z)", text, re.DOTALL)
    return tuple(Segment(SegmentKind.PARAGRAPH, block.start(), block.end()) for block in blocks)
