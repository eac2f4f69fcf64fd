"""Table `corrections`."""

from schemas import columns as c
from schemas.contract import Record, table


@table(
    "corrections",
    key=(
        "article_id",
        "char_start",
    ),
    own_text="text",
)
class Correction(Record):
    """One correction or update note."""

    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    corrected_on: c.CorrectedOn | None = None
    wrong: c.Wrong | None = None
    right: c.Right | None = None
