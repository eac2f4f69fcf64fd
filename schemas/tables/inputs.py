"""Table `inputs`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("inputs", key=("run_id", "source"), scope="log")
class Input(Record):
    """One input of which a run learned something new, and what became of it.

    A file that holds many articles has a row of its own and one for each of its new or refused articles.
    """

    run_id: c.RunId
    source: c.Source
    input: c.InputPath
    item_count: c.ItemCount
    outcome: c.Outcome
    reason_code: c.ReasonCode | None = None
    article_id: c.InputArticleId | None = None
    content_hash: c.ContentHash | None = None
    byte_count: c.ByteCount | None = None
