"""Table `event_mentions`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("event_mentions", key=("event_mention_id",), own_text="text")
class EventMention(Record):
    """One passage that reports an event."""

    event_mention_id: c.EventMentionId
    event_id: c.EventId
    is_main: c.IsMain
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    trigger: c.Trigger
    event_type: c.EventType
    event_mode: c.EventMode | None = None
    realis: c.Realis
    edtf: c.Edtf | None = None
    earliest: c.Earliest | None = None
    latest: c.Latest | None = None
    place_id: c.PlaceId | None = None
    country_code: c.EventCountry | None = None
    killed: c.Killed | None = None
    wounded: c.Wounded | None = None
    confidence: c.Confidence
