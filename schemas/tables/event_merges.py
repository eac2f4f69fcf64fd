"""Table `event_merges`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "event_merges",
    key=(
        "left_id",
        "right_id",
        "method",
    ),
    scope="derived",
)
class EventMerge(Record):
    """One decision that two event ids are the same, or are not."""

    left_id: c.AnyEventId
    right_id: c.AnyEventId
    judgement: c.Judgement
    score: c.Score | None = None
    method: c.Method
    reason: c.MergeReason | None = None
    decided_by: c.DecidedBy
    decided_at: c.DecidedAt
    undone_at: c.UndoneAt | None = None
