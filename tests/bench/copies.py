"""How well copies are found: `python -m tests.bench.copies articles.jsonl`.

Takes the articles as originals, plants 200 copies as other papers print them (tail cut, headline, byline and dateline
changed, a local paragraph put in, numbers and spellings changed, quotation marks turned), and as many texts that are no
copies: follow-ups that repeat background, and pieces that only share a paragraph of the house's own. Prints precision
and recall over pairs.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, combinations
from time import perf_counter
from typing import Any

import duckdb

from flows.document import Document, Segment
from flows.extract.fingerprints import fingerprint
from flows.load import ddl
from flows.resolve.duplicates import copies
from schemas.codes.text import SegmentKind
from schemas.contract import Record, tables
from schemas.tables import segments
from schemas.tables.articles import Article

COPIES = 200
SPELLINGS = {
    "organisation": "organization", "center": "centre", "percent": "per cent", "color": "colour", "because": "since",
    "said": "told reporters", "people": "persons", "killed": "left dead", "about": "around",
}  # fmt: skip
LOCAL = (
    "In our town the news was met with silence. The mayor said that no one from the district was known to be among "
    "those concerned, and that the council would talk about it at its next sitting.",
    "Readers who travel to the region are asked to follow the advice of the ministry and to register with its embassy.",
)
HOUSE = (
    "The Evening Ledger is the only daily of the valley that belongs to its readers. If you value what we do, become a "
    "member today: it costs less than a cup of coffee a week and keeps eleven reporters in work."
)


@dataclass(frozen=True)
class Planted:
    """A document and the number of the original that it is a copy of, its own where it is no copy."""

    document: Document
    group: int


def planted(originals: list[Document], count: int, seed: int = 1) -> Iterator[Planted]:
    """Originals, `count` copies of some of them, and texts of other kinds that are no copies.

    A third of the articles stays out, to be the news of its own in those.
    """
    rng = random.Random(seed)  # noqa: S311 - for a repeatable test
    groups = len(originals) * 2 // 3
    originals, others = originals[:groups], originals[groups:]
    yield from (Planted(document, number) for number, document in enumerate(originals))
    for number in range(count):
        group = rng.randrange(groups)
        blocks = blocks_of(originals[group].text)
        yield Planted(made(f"copy-{number}", edited(blocks, rng), publisher=f"Paper {number % 7}"), group)
    for number, fresh in enumerate(others):
        background = blocks_of(rng.choice(originals).text)
        blocks = [follow_up, boilerplate][number % 2](background, blocks_of(fresh.text), rng)
        yield Planted(made(f"other-{number}", blocks, publisher="Evening Ledger"), groups + number)


def edited(blocks: list[str], rng: random.Random) -> list[str]:
    """An article as another paper prints it: at least one of the edits, mostly several."""
    if rng.random() < 0.6:
        blocks = _cut(blocks, rng.uniform(0.3, 0.9))
    if rng.random() < 0.5:
        blocks = [
            f"{rng.choice(('OSLO', 'LAGOS, March 3', 'QUITO'))} ({rng.choice(('AP', 'Reuters'))}) — {blocks[0]}",
            *blocks[1:],
        ]
    if rng.random() < 0.5:
        at = rng.randrange(len(blocks) + 1)
        blocks = [*blocks[:at], rng.choice(LOCAL), *blocks[at:]]
    if rng.random() < 0.5:
        blocks = [block.replace("“", '"').replace("”", '"').replace('"', "'") for block in blocks]
    blocks = [_reworded(block, rng, rng.choice((0.0, 0.3, 1.0))) for block in blocks]
    return [*blocks, f"By {rng.choice(('our correspondent', 'staff and agencies', 'AFP'))}"]


def _cut(blocks: list[str], share: float) -> list[str]:
    """The first blocks, up to a share of them, but not fewer than eighty words."""
    counts = list(accumulate(len(block.split()) for block in blocks))
    enough = next((number for number, count in enumerate(counts, 1) if count >= 80), len(blocks))
    return blocks[: max(enough, int(len(blocks) * share))]


def follow_up(background: list[str], fresh: list[str], rng: random.Random) -> list[str]:
    """News of its own, then one to three paragraphs of what an earlier article said."""
    at = rng.randrange(2)
    return [*fresh, *background[at : at + rng.randint(1, 3)]]


def boilerplate(background: list[str], fresh: list[str], rng: random.Random) -> list[str]:
    """A short piece of its own, with the house's paragraph before or after it."""
    return [HOUSE, *fresh[:3]] if rng.random() < 0.5 else [*fresh[:3], HOUSE]


def _reworded(block: str, rng: random.Random, share: float) -> str:
    for word, other in SPELLINGS.items():
        if rng.random() < share:
            block = re.sub(rf"\b{word}\b", other, block)
    return re.sub(r"\b\d{1,2}\b", lambda n: str(int(n.group()) + 1) if rng.random() < share / 2 else n.group(), block)


def blocks_of(text: str) -> list[str]:
    """The blocks of a text."""
    return [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]


def made(name: str, blocks: Iterable[str], **fields: Any) -> Document:
    """A document of paragraphs."""
    text, found = "", []
    for block in blocks:
        found.append(Segment(SegmentKind.PARAGRAPH, len(text), len(text) + len(block)))
        text += f"{block}\n\n"
    return Document(name, text, external_id=name, segments=tuple(found), **fields)


def warehouse_of(documents: Iterable[Document]) -> duckdb.DuckDBPyConnection:
    """A database in memory with all that telling copies needs of some documents, each of them touched."""
    connection = duckdb.connect()
    ddl.create(connection)
    connection.execute("CREATE TEMP TABLE touched_articles (article_id VARCHAR)")
    add(connection, documents)
    return connection


def add(connection: duckdb.DuckDBPyConnection, documents: Iterable[Document]) -> None:
    """Put documents into such a database, as those that a run has brought."""
    rows: dict[str, list[Record]] = {}
    for document in documents:
        for record in _rows(document):
            rows.setdefault(record.TABLE.name, []).append(record)
    connection.execute("DELETE FROM touched_articles")
    for name, records in rows.items():
        connection.register("incoming_rows", tables()[name].to_arrow(records))
        connection.execute(f"INSERT INTO main.{name} BY NAME SELECT *, now() AS recorded_at FROM incoming_rows")
        if name == "articles":
            connection.execute("INSERT INTO touched_articles SELECT article_id FROM incoming_rows")
        connection.unregister("incoming_rows")


def _rows(document: Document) -> Iterator[Record]:
    article_id = document.article_id
    yield Article(
        article_id=article_id, version=1, source=document.source, publisher=document.publisher, text=document.text,
        published_at=document.published_at, published_edtf=document.published_edtf,
        content_hash=document.content_hash, run_id="0" * 24,
    )  # fmt: skip
    for number, segment in enumerate(document.segments):
        yield segments.Segment(
            article_id=article_id, segment_no=number, kind=segment.kind, level=segment.level, char_start=segment.start,
            char_end=segment.end, text=document.text[segment.start : segment.end],
        )  # fmt: skip
    if found := fingerprint(document):
        yield found


def pairs_found(connection: duckdb.DuckDBPyConnection) -> set[frozenset[str]]:
    """Every two articles that are copies of one original, or of each other."""
    groups: dict[str, set[str]] = {}
    for row in copies(connection).to_pylist():
        groups.setdefault(row["duplicate_of"], {row["duplicate_of"]}).add(row["article_id"])
    return {frozenset(pair) for group in groups.values() for pair in combinations(sorted(group), 2)}


def pairs_planted(documents: Iterable[Planted]) -> set[frozenset[str]]:
    """Every two articles that were made copies of one original, or of each other."""
    groups: dict[int, list[str]] = {}
    for each in documents:
        groups.setdefault(each.group, []).append(each.document.article_id)
    return {frozenset(pair) for group in groups.values() for pair in combinations(sorted(group), 2)}


def main(path: str) -> None:
    """Measure on the articles of a file, and print."""
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123
        texts = [json.loads(line)["text"] for line in lines]
    originals = [made(f"original-{number}", blocks_of(text)) for number, text in enumerate(texts)]
    originals = [document for document in originals if len(document.segments) > 2]
    documents = list(planted(originals, COPIES))
    connection = warehouse_of(each.document for each in documents)
    started = perf_counter()
    found, true = pairs_found(connection), pairs_planted(documents)
    right = len(found & true)
    sys.stdout.write(
        f"{len(documents)} articles, {len(true)} pairs planted, {len(found)} found, {perf_counter() - started:.1f} s\n"
        f"precision {right / max(1, len(found)):.3f}, recall {right / max(1, len(true)):.3f}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1])
