"""Table `sentences`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "sentences",
    key=(
        "article_id",
        "sentence_no",
    ),
    own_text="text",
)
class Sentence(Record):
    """One sentence of a segment that the author wrote."""

    article_id: c.ArticleId
    sentence_no: c.SentenceNo
    segment_no: c.SegmentNo
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
