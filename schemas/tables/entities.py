"""Table `entities`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("entities", key=("entity_id",), scope="derived")
class Entity(Record):
    """One person, organization, place or other named thing across all articles."""

    entity_id: c.EntityKey
    entity_type: c.EntityType
    name: c.EntityName
    description: c.Description | None = None
    wikidata_id: c.WikidataId | None = None
    first_seen: c.FirstSeen | None = None
    last_seen: c.LastSeen | None = None
    article_count: c.ArticleCount
    mention_count: c.MentionCount
