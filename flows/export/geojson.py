"""GeoJSON (RFC 7946) of events: points in WGS 84, `place_precision` says how much of the earth each stands for."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from flows.export.located import events

FILE = "events.geojson"


def write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write one feature a line."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, event in enumerate(events(connection)):
            point = {"type": "Point", "coordinates": [event.pop("longitude"), event.pop("latitude")]}
            feature = {"type": "Feature", "id": event["event_id"], "geometry": point, "properties": event}
            file.write(("," if number else "") + "\n" + json.dumps(feature, ensure_ascii=False, default=str))
        file.write("\n]}\n")
