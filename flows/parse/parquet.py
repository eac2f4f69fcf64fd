"""Parquet files: one article a row, read row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from flows.document import Raw
from flows.errors import RejectError
from flows.parse.room import seekable
from flows.parse.rows import Header, Row
from schemas.codes.runs import Reason

SUFFIXES = (".parquet", ".pq")
MAGIC = b"PAR1"
BATCH = 64  # rows
GROUP_LIMIT = 1 << 30  # bytes that a row group says it expands to
ERRORS = (pa.ArrowException, OSError, ValueError)


def sniff(head: bytes) -> bool:
    """Whether the content begins like a Parquet file."""
    return head.startswith(MAGIC)


def rows_parquet(raw: Raw, file: BinaryIO) -> Iterator[Row | Header]:
    """The header, then each row, numbered from 1."""
    del raw
    try:
        yield from _rows(seekable(file))
    except ERRORS as error:
        raise RejectError(Reason.BAD_SYNTAX, f"Parquet: {str(error)[:200]}") from error


def _rows(file: BinaryIO) -> Iterator[Row | Header]:
    schema = pq.read_schema(file)
    # Strings stay in the file's dictionary: one long string in a million rows is held once.
    words = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    names = [field.name for field in schema if _can_say_something(field.type)]
    yield Header(tuple(names))
    table = pq.ParquetFile(file, read_dictionary=words, pre_buffer=False, page_checksum_verification=True)
    _demand_small_groups(table.metadata)
    number = 0
    for batch in table.iter_batches(batch_size=BATCH, columns=names, use_threads=False):
        for at in range(batch.num_rows):
            number += 1
            yield Row(number, _values(batch, at))


def _values(batch: pa.RecordBatch, at: int) -> dict[str, Any]:
    return {name: batch.column(name)[at].as_py() for name in batch.schema.names}


def _can_say_something(kind: pa.DataType) -> bool:
    """Whether a column may hold a field of an article: neither bytes nor vectors of numbers."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return not pa.types.is_floating(kind.value_type) and not pa.types.is_integer(kind.value_type)
    return not (pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _demand_small_groups(metadata: pq.FileMetaData) -> None:
    for number in range(metadata.num_row_groups):
        # Of the group, not of its columns: pyarrow ends the process where a column's statistics are damaged.
        size = metadata.row_group(number).total_byte_size
        if size > GROUP_LIMIT:
            raise RejectError(Reason.TOO_LARGE, f"row group {number} of {size} bytes; at most {GROUP_LIMIT} are read")
