"""Table `event_participants`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "event_participants",
    key=(
        "event_id",
        "role",
        "article_id",
        "char_start",
        "char_end",
    ),
    own_text="name",
)
class EventParticipant(Record):
    """One party to an event."""

    event_id: c.EventId
    role: c.Role
    entity_id: c.EntityId | None = None
    name: c.PartyName
    is_alleged: c.IsAlleged
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
