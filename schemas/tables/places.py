"""Table `places`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("places", key=("entity_id",), scope="derived")
class Place(Record):
    """The gazetteer entry of a place entity."""

    entity_id: c.EntityId
    geonames_id: c.GeonamesId | None = None
    name: c.PlaceName
    latitude: c.Latitude | None = None
    longitude: c.Longitude | None = None
    country_code: c.CountryCode | None = None
    admin1_code: c.Admin1Code | None = None
    feature_code: c.FeatureCode | None = None
    precision: c.PlacePrecision
    score: c.Score
