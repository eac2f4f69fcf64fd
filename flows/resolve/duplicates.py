"""Copies across articles: exact, near and syndicated ones, each tied to the original that was published first.

Candidates share an LSH band of their fingerprints; of each its words decide. What is copied comes with its opening: a
text that only repeats another's background, further down, is no copy.

The outcome depends on the articles alone, not on the order in which they came: what an incoming article may change is
the group of texts that it is alike to, directly or through others, and each such group is settled as a whole, from the
article published first to the last. So a run over few new articles looks at few of those that are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from flows.fingerprint import Hashes, shingles, words_of
from schemas.codes.text import BODY, DuplicateKind

#: Share of the shorter text's shingles that the longer one must have.
ALIKE = 0.6
#: Words that may stand before what two texts share: a dateline, a local paragraph.
LEAD = 90
#: Shingles in a row that begin what two texts share.
RUN = 6
#: Words of a text below which an edited copy can't be told from a coincidence.
SHORTEST = 30
NEVER = datetime.max.replace(tzinfo=UTC)
NEIGHBOURS = (Path(__file__).parent / "duplicates_neighbours.sql").read_text("utf-8")
FOUND = """
SELECT article_id, text_hash, word_count, wire_credit, publisher, a.published_at, a.published_edtf
FROM main.fingerprints JOIN main.articles a USING (article_id) JOIN sought USING (article_id)
"""
BODIES = """
SELECT article_id, string_agg(text, ' ' ORDER BY segment_no) FROM main.segments JOIN sought USING (article_id)
WHERE list_contains(?::VARCHAR[], kind) GROUP BY article_id
"""
SCHEMA = pa.schema([
    ("article_id", pa.string()), ("duplicate_of", pa.string()),
    ("duplicate_kind", pa.string()), ("similarity", pa.float64()),
])  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """What is known of an article for telling copies."""

    article_id: str
    text_hash: str
    word_count: int
    wire_credit: str | None
    publisher: str | None
    when: tuple[bool, Any, bool, str]
    body: str

    @cached_property
    def shingles(self) -> Hashes:
        """Hashes of its shingles, in order."""
        return shingles(words_of(self.body))

    @property
    def rank(self) -> tuple[Any, ...]:
        """Its place: published earlier, then by the agency itself, then longer."""
        by_agency = self.wire_credit is not None and self.wire_credit == self.publisher
        return (*self.when, not by_agency, -self.word_count, self.article_id)


def copies(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """The copies among the articles in `touched_articles` and all that are alike to them, which are added there."""
    pairs = _alike(connection)
    pieces = {piece.article_id: piece for piece in _pieces(connection, set().union(*pairs))}
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    original: dict[str, str] = {}
    rows = []
    for piece in sorted(pieces.values(), key=lambda piece: piece.rank):
        originals = {
            original.get(each, each) for each in neighbours[piece.article_id] if pieces[each].rank < piece.rank
        }
        if not originals:
            continue
        first = min((pieces[each] for each in originals), key=lambda piece: piece.rank)
        original[piece.article_id] = first.article_id
        kind = _kind(piece, first)
        rows.append((piece.article_id, first.article_id, kind.value, round(_shared(piece, first), 4)))
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(_columns(rows), SCHEMA, strict=True)], SCHEMA
    )


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in SCHEMA]


def _alike(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """Every pair of copies that a touched article is in or is tied to through others; all of them are touched."""
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()
    ahead = {article_id for (article_id,) in connection.execute(
        "SELECT article_id FROM touched_articles UNION "
        "SELECT duplicate_of FROM main.duplicates SEMI JOIN touched_articles USING (article_id) UNION "
        "SELECT d.article_id FROM main.duplicates d JOIN touched_articles t ON d.duplicate_of = t.article_id"
    ).fetchall()}  # fmt: skip
    while ahead:
        seen |= ahead
        _seek(connection, ahead)
        fresh = {pair for pair in connection.execute(NEIGHBOURS).fetchall() if pair not in found}
        with_texts = {p.article_id: p for p in _pieces(connection, set().union(*fresh))}
        pairs = {(one, other) for one, other in fresh if are_copies(with_texts[one], with_texts[other])}
        found |= pairs
        ahead = set().union(*pairs) - seen
    connection.execute("INSERT INTO touched_articles SELECT unnest(?::VARCHAR[])", [sorted(seen)])
    return found


def _pieces(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> Iterator[Piece]:
    """What is known of articles that have a body."""
    _seek(connection, article_ids)
    bodies = dict(connection.execute(BODIES, [sorted(BODY)]).fetchall())
    for article_id, text_hash, count, credit, publisher, at, edtf in connection.execute(FOUND).fetchall():
        when = (at is None, at or NEVER, edtf is None, edtf or "")
        yield Piece(article_id, text_hash, count, credit, publisher, when, bodies[article_id])


def _seek(connection: duckdb.DuckDBPyConnection, article_ids: Iterable[str]) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE sought AS SELECT unnest(?::VARCHAR[]) AS article_id", [sorted(article_ids)]
    )


def are_copies(one: Piece, other: Piece) -> bool:
    """Whether one text is a copy of the other, from its opening on."""
    if one.text_hash == other.text_hash:
        return True
    if min(one.word_count, other.word_count) < SHORTEST or _shared(one, other) < ALIKE:
        return False
    return _lead(one, other) <= LEAD and _lead(other, one) <= LEAD


def _shared(one: Piece, other: Piece) -> float:
    """Share of the shorter text's shingles that the longer one has."""
    if one.text_hash == other.text_hash:
        return 1.0
    few, many = sorted((np.unique(one.shingles), np.unique(other.shingles)), key=len)
    return len(np.intersect1d(few, many, assume_unique=True)) / len(few) if len(few) else 0.0


def _lead(one: Piece, other: Piece) -> int:
    """Words of `one` before the first passage that `other` has too."""
    shared = np.isin(one.shingles, other.shingles).astype(np.int64)
    runs = np.convolve(shared, np.ones(RUN, np.int64), "valid") == RUN
    return int(runs.argmax()) if runs.any() else len(one.shingles)


def _kind(copy: Piece, original: Piece) -> DuplicateKind:
    """Syndicated where the outlets differ, or where the same outlet is not known and an agency is credited."""
    publishers = {copy.publisher, original.publisher}
    credited = copy.wire_credit or original.wire_credit
    if (None not in publishers and len(publishers) > 1) or (credited and (None in publishers)):
        return DuplicateKind.SYNDICATED
    return DuplicateKind.EXACT if copy.text_hash == original.text_hash else DuplicateKind.NEAR
