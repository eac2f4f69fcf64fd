"""Table `fingerprints`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("fingerprints", key=("article_id",))
class Fingerprint(Record):
    """What copies of an article's body are known by; an article without a body has none."""

    article_id: c.ArticleId
    word_count: c.WordCount
    text_hash: c.TextHash
    bands: c.Bands
    wire_credit: c.WireCredit | None = None
