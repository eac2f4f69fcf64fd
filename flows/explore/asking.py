"""What a page is asked, and what it asks the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from flows.errors import NotFoundError

LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: a connection of its own, the values in its path and query, and whether our own page sent it."""

    connection: duckdb.DuckDBPyConnection
    path: Mapping[str, str]
    query: Mapping[str, str]
    is_ours: bool = True

    def rows(self, query: str, **given: Any) -> list[dict[str, Any]]:
        """The rows of a query with `$named` values."""
        return rows_of(self.connection.execute(query, given or None))

    def row(self, query: str, **given: Any) -> dict[str, Any]:
        """The one row of a query.

        Raises:
            NotFoundError: there is none.
        """
        if found := self.rows(query, **given):
            return found[0]
        raise NotFoundError("The warehouse has no such thing, or no longer has it.")

    def word(self, name: str) -> str:
        """A value of the query, without space around it; "" where it was not given."""
        return self.query.get(name, "").strip()[:LONGEST_WORDS]

    def number(self, name: str, default: int) -> int:
        """A value of the query as a whole number, no smaller than 0; `default` where it is none."""
        said = self.word(name)
        return min(int(said), 2**31 - 1) if said.isdecimal() and said.isascii() else default


def rows_of(result: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """All rows of a result as dicts."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
