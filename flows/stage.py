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

from flows.document import Document, Raw, Refusal
from flows.guard import Verdict
from schemas.codes.runs import Reason, Stage
from schemas.contract import Record, record_id, tables

ROW_GROUP = 50_000


@dataclass(frozen=True, slots=True)
class Staged:
    """A folder of work for a worker process, which outlives the process."""

    folder: Path

    @property
    def at(self) -> Path:
        """Where the process notes which item it is at."""
        return self.folder / "at"

    def strike(self, item: str, verdict: Verdict) -> None:
        """Refuse one item when the work is done over."""
        _write(self.folder / "struck.json", {**self.struck(), item: verdict})

    def struck(self) -> dict[str, Verdict]:
        """The items refused beforehand, and why."""
        path = self.folder / "struck.json"
        rows = json.loads(path.read_text(encoding="ascii")) if path.exists() else {}
        return {item: (Reason(reason), detail) for item, (reason, detail) in rows.items()}


@dataclass(frozen=True, slots=True)
class Files(Staged):
    """A folder with `parsed.jsonl`: what was found in some files."""

    raws: tuple[Raw, ...] = ()

    @classmethod
    def of(cls, staging: Path, raws: list[Raw]) -> Files:
        """A folder for what will be found in files."""
        folder = staging / record_id("files", [(raw.source, raw.content_hash) for raw in raws])
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, tuple(raws))

    def finish(self, parsed: Iterable[tuple[int, Document | Refusal]]) -> None:
        """Write what was found, each with the number of its file."""
        with (self.folder / "parsed.jsonl").open("w", encoding="ascii") as lines:
            for number, each in parsed:
                found = each.to_json() if isinstance(each, Document) else json.dumps(asdict(each))
                lines.write(f"{number} {type(each).__name__} {found}\n")

    def parsed(self) -> Iterator[tuple[Raw, Document | Refusal]]:
        """What was found, with the file it was found in."""
        with (self.folder / "parsed.jsonl").open(encoding="ascii") as lines:
            for line in lines:
                number, kind, found = line.split(" ", 2)
                read = Document.from_json if kind == Document.__name__ else _refusal
                yield self.raws[int(number)], read(found)


@dataclass(frozen=True, slots=True)
class Batch(Staged):
    """A folder with `documents.jsonl`, later one Parquet file a table and `result.json`."""

    size: int = 0  # documents in it

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
        _write(self.folder / "result.json", [asdict(each) for each in refusals])

    def path(self, table: str) -> Path:
        """Where the batch's rows of a table lie, if it has any."""
        return self.folder / f"{table}.parquet"

    def refusals(self) -> list[Refusal]:
        """The documents that could not be read."""
        rows = json.loads((self.folder / "result.json").read_text(encoding="ascii"))
        return [_refusal(row) for row in rows]


def _refusal(said: str | dict[str, Any]) -> Refusal:
    row = json.loads(said) if isinstance(said, str) else said
    return Refusal(**{**row, "stage": Stage(row["stage"]), "reason": Reason(row["reason"])})


def _write(path: Path, content: Any) -> None:
    """Write JSON under a temporary name and rename: the file is whole, or not there."""
    temporary = path.with_name(f"{path.name}.tmp")
    temporary.write_text(json.dumps(content), encoding="ascii")
    temporary.rename(path)


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
        write_page_checksum=True,
        store_schema=True,
    )


def clear(folder: Path) -> None:
    """Remove a folder of temporary files, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
