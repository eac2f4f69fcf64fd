"""Table `segments`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "segments",
    key=(
        "article_id",
        "segment_no",
    ),
    own_text="text",
)
class Segment(Record):
    """One block of an article's text, in reading order."""

    article_id: c.ArticleId
    segment_no: c.SegmentNo
    kind: c.SegmentKind
    level: c.Level
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
