"""What lies between the stages of a run: batches of documents, and the Parquet tables read from them.

A batch's folder is named by a hash of its documents and of what reads them, and its last file to appear is
`result.json`, so a batch that a killed run had finished is used again, and an unfinished one is done over.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.document import Document, Refusal
from flows.guard import last_item
from schemas.codes.runs import Reason, Stage
from schemas.contract import Record, record_id, tables

ROW_GROUP = 50_000


@dataclass(frozen=True, slots=True)
class Batch:
    """A folder with `documents.jsonl`, later one Parquet file a table and `result.json`."""

    folder: Path
    size: int  # documents in it

    @classmethod
    def write(cls, staging: Path, documents: list[Document], reader: tuple[str, ...]) -> Batch:
        """Lay out a batch under a name that says what is read (`documents`) and with what (`reader`)."""
        said = [(document.article_id, document.content_hash, document.source) for document in documents]
        batch = cls(staging / record_id("batch", reader, said), len(documents))
        batch.folder.mkdir(parents=True, exist_ok=True)
        lines = "".join(document.to_json() + "\n" for document in documents)
        (batch.folder / "documents.jsonl").write_text(lines, encoding="ascii")
        return batch

    def documents(self) -> Iterator[Document]:
        """The batch's documents."""
        with (self.folder / "documents.jsonl").open(encoding="ascii") as lines:
            for line in lines:
                yield Document.from_json(line)

    @property
    def is_done(self) -> bool:
        """Whether every table was written."""
        return (self.folder / "result.json").exists()

    def finish(self, records: Iterable[Record], refusals: list[Refusal]) -> None:
        """Write the records by table, then `result.json`."""
        by_table: dict[str, list[Record]] = {}
        for record in records:
            by_table.setdefault(record.TABLE.name, []).append(record)
        for name, rows in by_table.items():
            write_parquet(tables()[name].to_arrow(_distinct(rows)), self.path(name))
        self._write("result.json", refusals)

    @property
    def at(self) -> Path:
        """Where the process that reads the batch notes which document it is at."""
        return self.folder / "at"

    def last_item(self) -> str:
        """Source of the document that the batch's last reader was at, "" if at none in particular."""
        return last_item(self.at)

    def strike(self, source: str, reason: Reason, detail: str) -> None:
        """Refuse one document before the batch is read again."""
        document = next(each for each in self.documents() if each.source == source)
        self._write("struck.json", [*self.struck(), refusal(document, reason, detail)])

    def struck(self) -> list[Refusal]:
        """The documents refused before the batch is read."""
        return self._read("struck.json") if (self.folder / "struck.json").exists() else []

    def path(self, table: str) -> Path:
        """Where the batch's rows of a table lie, if it has any."""
        return self.folder / f"{table}.parquet"

    def refusals(self) -> list[Refusal]:
        """The documents that could not be read."""
        return self._read("result.json")

    def _write(self, name: str, refusals: list[Refusal]) -> None:
        temporary = self.folder / f"{name}.tmp"
        temporary.write_text(json.dumps([asdict(each) for each in refusals]), encoding="ascii")
        temporary.rename(self.folder / name)

    def _read(self, name: str) -> list[Refusal]:
        rows = json.loads((self.folder / name).read_text(encoding="ascii"))
        return [Refusal(**{**row, "stage": Stage(row["stage"]), "reason": Reason(row["reason"])}) for row in rows]


def refusal(document: Document, reason: Reason, detail: str) -> Refusal:
    """The refusal of a document that can't be read, with its beginning."""
    payload = json.dumps({"title": document.title, "text": document.text[:500]}, ensure_ascii=False)
    return Refusal(document.source, Stage.EXTRACT, reason, detail, payload)


def _distinct(records: list[Record]) -> Iterator[Record]:
    """Each record once: two that say the same are one, two of one key that differ are left for validation to refuse."""
    key = attrgetter(*records[0].TABLE.key)
    seen: dict[Any, Record] = {}
    return (
        record for record in records if seen.setdefault(key(record), record) is record or seen[key(record)] != record
    )


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table to `path` so that equal rows give equal bytes: fixed codec, row groups and time unit."""
    pq.write_table(
        table,
        path,
        compression="zstd",
        row_group_size=ROW_GROUP,
        coerce_timestamps="us",
        data_page_version="1.0",
        write_statistics=True,
        store_schema=True,
    )


def clear(folder: Path) -> None:
    """Remove a folder of temporary files, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
