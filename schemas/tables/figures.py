"""Table `figures`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("figures", key=("figure_id",), own_text="text")
class Figure(Record):
    """One number that counts or measures something."""

    figure_id: c.FigureId
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    value: c.Value | None = None
    value_low: c.ValueLow | None = None
    value_high: c.ValueHigh | None = None
    bound: c.Bound
    unit: c.Unit | None = None
    counted: c.Counted | None = None
    measure: c.Measure
    attributed_to: c.AttributedTo | None = None
    event_id: c.EventId | None = None
