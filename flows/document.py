"""The values that travel from landing to extraction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from schemas.codes.runs import Reason, Stage
from schemas.codes.text import NARRATIVE, LinkKind, SegmentKind
from schemas.contract import record_id


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a piece before it is read: from what listed it, and for want of better from its source."""

    external_id: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None  # for want of better
    language: str | None = None  # for want of better


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as received: where they lie, where they came from, and their hash."""

    source: str  # path below the input's root, "/"-separated
    path: Path  # where the bytes lie now
    content_hash: str  # SHA-256 of the bytes
    byte_count: int
    url: str | None = None  # where they were fetched from
    charset: str | None = None  # the encoding that came with them, as a server's header says it
    format: str | None = None  # the module of flows.parse to read them with, where they don't show it themselves
    columns: Mapping[str, str] | None = None  # in which column of a table each field of an article stands
    facts: Facts | None = None  # what is known of their piece or pieces
    apart: frozenset[str] = frozenset()  # items of a feed that are landed by themselves
    secrets: frozenset[str] = field(default=frozenset(), repr=False)  # credentials of their source, not to be told

    def read(self) -> bytes:
        """The bytes, still compressed if they came so."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class Segment:
    """One block of a document's text: `text[start:end]`."""

    kind: SegmentKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One reference out of a document; `text[start:end]` are the words that carry it."""

    start: int
    end: int
    href: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input or record that can't be used, and why; it becomes a row of `quarantine`."""

    source: str
    stage: Stage
    reason: Reason
    detail: str
    payload: str = ""  # what was refused: a record as JSON, or the beginning of an input


@dataclass(frozen=True)
class Document:
    """One published piece as parsed. Its text never changes after this."""

    source: str
    text: str
    external_id: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_edtf: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    segments: tuple[Segment, ...] = ()
    links: tuple[Link, ...] = ()
    version: int = field(default=1, compare=False)  # 1 for the first text of the piece that a run takes in
    known_id: str | None = field(default=None, compare=False)  # of the piece, where the fields here give another

    @cached_property
    def article_id(self) -> str:
        """The piece's id: from its own id and address, else from where it lies."""
        if self.known_id:
            return self.known_id
        if self.external_id or self.url:
            return record_id("article", self.external_id, self.url, self.publisher)
        return record_id("article", self.source)

    def apart(self) -> Document:
        """The same as another piece than the one that lay in the same place before: known by its headline too."""
        return replace(self, known_id=record_id("article", self.source, self.title or self.text[:100]))

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of everything the reader sees of it: a new value makes a new version."""
        said = [self.title, self.authors, self.published_edtf, self.publisher, self.text]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()

    def narrative(self) -> Iterator[Segment]:
        """The segments that the author wrote as the article."""
        return (segment for segment in self.segments if segment.kind in NARRATIVE)

    def to_json(self) -> str:
        """The document on one line, for staging."""
        return json.dumps(asdict(self), ensure_ascii=True, default=str)

    @classmethod
    def from_json(cls, line: str) -> Document:
        """The document that `to_json` wrote."""
        values: dict[str, Any] = json.loads(line)
        values["authors"] = tuple(values["authors"])
        values["keywords"] = tuple(values["keywords"])
        values["segments"] = tuple(Segment(**{**s, "kind": SegmentKind(s["kind"])}) for s in values["segments"])
        values["links"] = tuple(Link(**{**link, "kind": LinkKind(link["kind"])}) for link in values["links"])
        for name in ("published_at", "modified_at"):
            if values[name]:
                values[name] = datetime.fromisoformat(values[name])
        return cls(**values)
