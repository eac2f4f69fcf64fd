"""Table `dates`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("dates", key=("date_id",), own_text="text")
class Date(Record):
    """One time expression."""

    date_id: c.DateId
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    timex_type: c.TimexType
    timex_value: c.TimexValue | None = None
    edtf: c.Edtf | None = None
    earliest: c.Earliest | None = None
    latest: c.Latest | None = None
    modifier: c.Modifier | None = None
    anchor: c.Anchor
