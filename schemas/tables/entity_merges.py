"""Table `entity_merges`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "entity_merges",
    key=(
        "left_id",
        "right_id",
        "method",
    ),
    scope="derived",
)
class EntityMerge(Record):
    """One decision that two entity ids are the same, or are not."""

    left_id: c.AnyEntityId
    right_id: c.AnyEntityId
    judgement: c.Judgement
    score: c.Score | None = None
    method: c.Method
    decided_by: c.DecidedBy
    decided_at: c.DecidedAt
    undone_at: c.UndoneAt | None = None
