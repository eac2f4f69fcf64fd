"""Table `relations`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("relations", key=("relation_id",), own_text="text")
class Relation(Record):
    """One tie between two entities as an article states it."""

    relation_id: c.RelationId
    subject_id: c.EntityId
    relation_type: c.RelationType
    object_id: c.EntityId
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    polarity: c.Polarity
    modality: c.Modality
    edtf: c.Edtf | None = None
    earliest: c.Earliest | None = None
    latest: c.Latest | None = None
    confidence: c.Confidence
