"""Table `events`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("events", key=("event_id",), scope="derived")
class Event(Record):
    """One real-world event across all articles."""

    event_id: c.EventKey
    event_type: c.EventType
    event_mode: c.EventMode | None = None
    realis: c.Realis
    title: c.EventTitle
    edtf: c.Edtf | None = None
    earliest: c.Earliest | None = None
    latest: c.Latest | None = None
    date_precision: c.DatePrecision | None = None
    place_id: c.PlaceId | None = None
    country_code: c.CountryCode | None = None
    latitude: c.Latitude | None = None
    longitude: c.Longitude | None = None
    place_precision: c.PlacePrecision | None = None
    killed_low: c.Killed | None = None
    killed_best: c.Killed | None = None
    killed_high: c.Killed | None = None
    wounded_low: c.Wounded | None = None
    wounded_best: c.Wounded | None = None
    wounded_high: c.Wounded | None = None
    article_count: c.ArticleCount
    source_count: c.SourceCount
    confidence: c.Confidence
