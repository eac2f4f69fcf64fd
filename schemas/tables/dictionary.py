"""Table `dictionary`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "dictionary",
    key=(
        "table_name",
        "column_name",
    ),
    scope="log",
)
class DictionaryEntry(Record):
    """One table or column of the warehouse, and what it means."""

    table_name: c.TableName
    column_name: c.ColumnName | None = None
    column_type: c.ColumnType | None = None
    is_nullable: c.IsNullable | None = None
    meaning: c.Meaning
    codes: c.CodeList | None = None
