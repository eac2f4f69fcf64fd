"""Table `mentions`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("mentions", key=("mention_id",), own_text="text")
class Mention(Record):
    """One span that names or refers to an entity."""

    mention_id: c.MentionId
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    entity_type: c.EntityType
    mention_kind: c.MentionKind
    entity_id: c.EntityId | None = None
    candidate_ids: c.CandidateIds | None = None
    place_key: c.PlaceKey | None = None
    geonames_id: c.GeonamesId | None = None
    place_precision: c.PlacePrecision | None = None
    place_score: c.Score | None = None
    place_runner_up: c.RunnerUpKey | None = None
    confidence: c.Confidence
