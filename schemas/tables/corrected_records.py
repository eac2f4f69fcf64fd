"""Table `corrected_records`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("corrected_records", key=("article_id", "char_start", "table_name", "record_id"), scope="derived")
class CorrectedRecord(Record):
    """One record read from an earlier version of an article that a correction note says was wrong."""

    article_id: c.ArticleId
    char_start: c.NoteStart
    table_name: c.CorrectedTable
    record_id: c.CorrectedId
    text: c.CorrectedText
