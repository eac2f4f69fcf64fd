"""Table `quotes`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("quotes", key=("quote_id",), own_text="text")
class Quote(Record):
    """One quotation, with who said it."""

    quote_id: c.QuoteId
    article_id: c.ArticleId
    char_start: c.CharStart
    char_end: c.CharEnd
    text: c.Text
    quote_type: c.QuoteType
    speaker_text: c.SpeakerText | None = None
    speaker_start: c.SpeakerStart | None = None
    speaker_end: c.SpeakerEnd | None = None
    speaker_entity_id: c.SpeakerId | None = None
    cue: c.SpeechCue | None = None
    confidence: c.Confidence
