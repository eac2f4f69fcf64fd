"""Table `withdrawals`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("withdrawals", key=("article_id",), scope="derived")
class Withdrawal(Record):
    """One piece that was withdrawn: what it said is in history alone until the withdrawal is taken back."""

    article_id: c.WithdrawnId
    withdrawn_at: c.WithdrawnAt
    withdrawn_by: c.WithdrawnBy
    reason: c.WithdrawnReason | None = None
    restored_at: c.RestoredAt | None = None
