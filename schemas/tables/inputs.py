"""Table `inputs`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("inputs", key=("run_id", "source",), scope="log")
class Input(Record):
    """One input a run looked at, and what became of it."""

    run_id: c.RunId
    source: c.Source
    outcome: c.Outcome
    reason_code: c.ReasonCode | None = None
    article_id: c.InputArticleId | None = None
    content_hash: c.InputHash | None = None
    byte_count: c.ByteCount | None = None
