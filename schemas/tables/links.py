"""Table `links`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "links",
    key=(
        "article_id",
        "char_start",
        "char_end",
        "href",
    ),
    own_text="anchor_text",
)
class Link(Record):
    """One reference out of an article."""

    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    href: c.Href
    anchor_text: c.AnchorText
    link_kind: c.LinkKind
