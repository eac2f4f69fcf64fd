"""How a class becomes a table.

A record class is a table, a field's type is its column. From the classes follow the Arrow schema, DuckDB's types, NOT
NULL and comments, the expectations of `flows/validate.py` and the data dictionary, so that each fact is written once.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cached_property
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

import pyarrow as pa


class Code(StrEnum):
    """A closed vocabulary: each member is a code and its definition."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make a member that is the string `value` and knows its `meaning`."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


@dataclass(frozen=True)
class Column:
    """What a column means and which values keep its contract."""

    meaning: str
    type: pa.DataType
    codes: type[Code] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    references: str | None = None  # "table.column" that must hold this value


@dataclass(frozen=True)
class Field:
    """A column in its place in a table."""

    name: str
    column: Column
    nullable: bool


#: How rows of a table come to be replaced: with their article, by their key (computed across articles), or never.
Scope = Literal["article", "derived", "log"]


@dataclass(frozen=True)
class Table:
    """A table as its record class declares it."""

    name: str
    record: type[Record]
    key: tuple[str, ...]
    scope: Scope
    own_text: str | None  # the column that repeats articles.text[char_start:char_end]
    wanted: tuple[str, ...] = ()  # columns that may be NULL but are worth a warning when they are

    @cached_property
    def meaning(self) -> str:
        """First paragraph of the record's docstring on one line."""
        return " ".join((self.record.__doc__ or "").split("\n\n")[0].split())

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order it is declared."""
        hints = get_type_hints(self.record, include_extras=True)
        return tuple(_field(f.name, hints[f.name]) for f in fields(self.record))  # type: ignore[arg-type]

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema, without nullability so that a bad row can still travel to quarantine."""
        return pa.schema([(f.name, f.column.type) for f in self.fields])

    def to_arrow(self, records: Iterable[Record]) -> pa.Table:
        """Records as one Arrow table of `schema`."""
        rows = list(records)
        return pa.table(
            {f.name: pa.array([getattr(row, f.name) for row in rows], f.column.type) for f in self.fields}, self.schema
        )


class Record:
    """One row of one table."""

    TABLE: ClassVar[Table]


R = TypeVar("R", bound=Record)
_TABLES: dict[str, Table] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def table(
    name: str,
    *,
    key: tuple[str, ...],
    scope: Scope = "article",
    own_text: str | None = None,
    wanted: tuple[str, ...] = (),
) -> Callable[[type[R]], type[R]]:
    """Make the decorated class the record of table `name`, identified by the columns `key`."""

    def declare(cls: type[R]) -> type[R]:
        record = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        record.TABLE = _TABLES[name] = Table(name, record, key, scope, own_text, wanted)
        return record

    return declare


def tables() -> dict[str, Table]:
    """Every table of `schemas/tables/`, found by being there, in alphabetical order of name."""
    package = importlib.import_module("schemas.tables")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"schemas.tables.{module.name}")
    return dict(sorted(_TABLES.items()))


def record_id(*parts: object) -> str:
    """A stable id of 24 hexadecimal digits: BLAKE2b-96 of the parts as JSON."""
    said = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _field(name: str, hint: Any) -> Field:
    nullable = False
    if get_origin(hint) in (UnionType,) or type(None) in get_args(hint):
        nullable = True
        (hint,) = [arg for arg in get_args(hint) if arg is not type(None)]
    if get_origin(hint) is not Annotated:
        raise TypeError(f"field {name!r}: expected a column type of schemas.columns, got {hint!r}")
    (column,) = [arg for arg in get_args(hint) if isinstance(arg, Column)]
    return Field(name, column, nullable)
