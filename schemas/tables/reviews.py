"""Table `reviews`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("reviews", key=("review_id",), scope="derived")
class Review(Record):
    """One person's verdict on a record that was read from text; it holds in later readings until it is undone."""

    review_id: c.ReviewId
    table_name: c.ReviewedTable
    record_id: c.ReviewedId
    article_id: c.ReviewedArticle
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    run_id: c.ReviewedRun
    verdict: c.Verdict
    column_name: c.EditedColumn | None = None
    value_old: c.ValueRead | None = None
    value_new: c.ValueGiven | None = None
    note: c.ReviewNote | None = None
    decided_by: c.ReviewedBy
    decided_at: c.DecidedAt
    undone_at: c.UndoneAt | None = None
    is_applied: c.IsApplied | None = None
