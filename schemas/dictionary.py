"""The data dictionary, derived from the contracts: rows of the `dictionary` table and the text of `schemas/README.md`.

`python -m schemas.dictionary` writes the text to standard output; a test fails when the committed one is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from schemas.contract import Code, Column, Field, tables
from schemas.tables.dictionary import DictionaryEntry

INTRODUCTION = """\
# The data dictionary

Generated from the contracts in this folder by `python -m schemas.dictionary`; do not edit.

A class of `tables/` is a table, a field's type in `columns.py` is its column, `codes/` holds the closed vocabularies.
The same words are in the warehouse: `FROM dictionary`, and as comments on tables and columns.
Every table but the logs (`runs`, `inputs`, `quarantine`, `expectation_results`, `dictionary`) also has `recorded_at`,
and a twin in the schema `history` with every superseded row, its `retracted_at` and `retracted_reason`
(new_version, older_version, reprocessed, withdrawn, reviewed, recomputed, decided); `FROM <table>_as_of(time)` gives
the rows believed then.
"""


def entries(type_of: Callable[[Column], str]) -> Iterator[DictionaryEntry]:
    """One row for each table and column; `type_of` names a column's type."""
    for table in tables().values():
        yield DictionaryEntry(table_name=table.name, meaning=table.meaning)
        for field in table.fields:
            yield DictionaryEntry(
                table_name=table.name,
                column_name=field.name,
                column_type=type_of(field.column),
                is_nullable=field.nullable,
                meaning=field.column.meaning,
                codes=_code_lines(field.column.codes),
            )


def markdown() -> str:
    """The dictionary as Markdown: the tables, then the vocabularies."""
    parts = [INTRODUCTION]
    vocabularies: dict[str, type[Code]] = {}
    for table in tables().values():
        parts.append(f"\n## `{table.name}`\n\n{table.meaning} Key: {', '.join(f'`{name}`' for name in table.key)}.\n\n")
        parts.append("| column | type | NULL | meaning |\n|---|---|---|---|\n")
        parts += [_line(field) for field in table.fields]
        vocabularies |= {f.column.codes.__name__: f.column.codes for f in table.fields if f.column.codes}
    parts.append("\n# Vocabularies\n")
    for name, codes in sorted(vocabularies.items()):
        source = (sys.modules[codes.__module__].__doc__ or "").split("\n\n")[-1].strip().replace("\n", " ")
        parts.append(f"\n## {name}\n\n{codes.__doc__}{f' {source}' if name == 'EventType' else ''}\n\n")
        parts.append("| code | meaning |\n|---|---|\n")
        parts += [f"| `{code.value}` | {code.meaning} |\n" for code in codes]
    return "".join(parts)


def _line(field: Field) -> str:
    column = field.column
    meaning = column.meaning.replace("|", "\\|")
    if column.codes:
        meaning += f" ([{column.codes.__name__}](#{column.codes.__name__.lower()}))"
    if column.references:
        meaning += f" → `{column.references}`"
    return f"| `{field.name}` | {column.type} | {'yes' if field.nullable else ''} | {meaning} |\n"


def _code_lines(codes: type[Code] | None) -> str | None:
    return "\n".join(f"{code.value}: {code.meaning}" for code in codes) if codes else None


if __name__ == "__main__":
    sys.stdout.write(markdown())
