"""The texts of pieces of which one run took in several: the latest of each, and the earlier ones by age."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.document import Document
from flows.intake import in_order
from flows.stage import Batch
from schemas.contract import Table
from schemas.tables.articles import Article


@dataclass
class Generation:
    """One text of each of some pieces: where their records lie, and later their rows."""

    chosen: list[tuple[Batch, list[Document]]]
    rows: dict[str, pa.Table] = field(default_factory=dict)

    @property
    def documents(self) -> list[Document]:
        """All its documents."""
        return [document for _, documents in self.chosen for document in documents]

    def read(self, table: Table, run_id: str) -> pa.Table:
        """What its documents say for a table, as a run read them."""
        if table.name == Article.TABLE.name:
            return table.to_arrow(_article(document, run_id) for document in self.documents)
        found = [table.schema.empty_table()]
        for batch, documents in self.chosen:
            if batch.path(table.name).exists():
                ids = pa.array([document.article_id for document in documents], pa.string())
                rows = pq.read_table(batch.path(table.name))
                found.append(rows.filter(pc.is_in(rows.column("article_id"), ids)))
        return pa.concat_tables(found)


def generations(batches: list[Batch], refused: set[str]) -> list[Generation]:
    """The latest text of every piece, then, oldest first, the earlier ones that came in the same run."""
    found = [(batch, [d for d in batch.documents() if d.source not in refused]) for batch in batches]
    pieces: dict[str, list[Document]] = {}
    for _, documents in found:
        for document in documents:
            pieces.setdefault(document.article_id, []).append(document)
    place: dict[str, int] = {}
    for versions in pieces.values():
        *past, latest = in_order(versions)
        place |= {document.source: number for number, document in enumerate(past, 1)} | {latest.source: 0}
    last = max(place.values(), default=0)
    return [
        Generation([(batch, [d for d in documents if place[d.source] == number]) for batch, documents in found])
        for number in range(last + 1)
    ]


def _article(document: Document, run_id: str) -> Article:
    return Article(
        article_id=document.article_id,
        version=document.version,
        external_id=document.external_id,
        url=document.url,
        title=document.title,
        authors=document.authors or None,
        published_at=document.published_at,
        published_edtf=document.published_edtf,
        modified_at=document.modified_at,
        section=document.section,
        keywords=document.keywords or None,
        publisher=document.publisher,
        source=document.source,
        language=document.language,
        text=document.text,
        content_hash=document.content_hash,
        run_id=run_id,
    )
