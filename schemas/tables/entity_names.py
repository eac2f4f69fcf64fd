"""Table `entity_names`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "entity_names",
    key=(
        "entity_id",
        "name",
        "name_kind",
        "article_id",
        "char_start",
    ),
    own_text="name",
)
class EntityName(Record):
    """One name an entity goes by, where a text says so."""

    entity_id: c.EntityId
    name: c.Name
    name_kind: c.NameKind
    cue: c.NameCue | None = None
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
