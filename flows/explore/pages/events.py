"""Events on a map and a timeline, narrowed by time, country, kind and toll."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flows.explore.asking import Ask
from flows.explore.atlas import VIEWS, drawn
from schemas.codes.events import EventMode

PATH = "/events"
A_PAGE = 100
MOST_BARS = 60
#: The events asked for; those of which the text only says that they might happen, or happen at large, are left out.
SOUGHT = """
WITH sought AS (
    SELECT e.*, coalesce(e.event_mode, e.event_type) AS mode, p.name AS place
    FROM events e LEFT JOIN entities p ON p.entity_id = e.place_id
    WHERE e.realis NOT IN ('generic', 'hypothetical')
      AND ($country = '' OR e.country_code = $country)
      AND ($mode = '' OR e.event_mode = $mode)
      AND ($place = '' OR e.place_id = $place)
      AND ($killed = 0 OR e.killed_best >= $killed)
      AND ($since IS NULL OR e.latest >= $since)
      AND ($until IS NULL OR e.earliest <= $until))
"""
LISTED = """
SELECT event_id, title, edtf, earliest, date_precision, mode, realis, place, place_id, country_code, killed_low,
       killed_best, killed_high, wounded_best, article_count, count(*) OVER () AS total
FROM sought ORDER BY earliest DESC NULLS LAST, event_id LIMIT $count OFFSET $first
"""
PLACED = """
SELECT latitude, longitude, any_value(place_id) AS place_id, any_value(place) AS place,
       count(*) AS events, sum(killed_best)::INT AS killed
FROM sought WHERE latitude IS NOT NULL AND place_precision NOT IN ('country', 'region')
GROUP BY latitude, longitude ORDER BY killed DESC NULLS LAST, events DESC, latitude, longitude
"""
#: Dates too vague for the unit are left out: a year's events did not all happen in January.
BY_TIME = """
SELECT date_trunc($unit, earliest)::DATE AS since, count(*) AS events
FROM sought WHERE earliest > '1000-01-01' AND list_contains($precisions, date_precision) GROUP BY 1 ORDER BY 1
"""
SPAN = """
SELECT date_diff('month', min(earliest), max(earliest)) AS months FROM sought WHERE earliest > '1000-01-01'
"""
PRECISIONS = {"month": ["day", "week", "month"], "year": ["day", "week", "month", "year"]}
COUNTRIES = """
SELECT country_code AS code, count(*) AS events FROM events WHERE country_code IS NOT NULL GROUP BY 1 ORDER BY 1
"""


def page(ask: Ask) -> dict[str, Any]:
    """The events asked for: a page of the list by month, the map, and their number over time."""
    wanted = _wanted(ask)
    first = ask.number("first", 0)
    view = ask.word("view") if ask.word("view") in VIEWS else "world"
    listed = ask.rows(SOUGHT + LISTED, **wanted, count=A_PAGE, first=first)
    return {
        "months": _by_month(listed),
        "total": listed[0]["total"] if listed else 0,
        "map": drawn(ask.rows(SOUGHT + PLACED, **wanted), view),
        "bars": _bars(ask, wanted),
        "asked": {name: ask.word(name) for name in ("country", "mode", "place", "killed", "since", "until", "view")},
        "place": ask.rows("SELECT name FROM entities WHERE entity_id = $place", place=wanted["place"]),
        "views": list(VIEWS),
        "countries": ask.rows(COUNTRIES),
        "modes": sorted(str(mode) for mode in EventMode),
        "first": first,
        "a_page": A_PAGE,
    }


def _wanted(ask: Ask) -> dict[str, Any]:
    return {
        "country": ask.word("country").upper(),
        "mode": ask.word("mode"),
        "place": ask.word("place"),
        "killed": ask.number("killed", 0),
        "since": _date(ask.word("since")),
        "until": _date(ask.word("until")),
    }


def _date(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _by_month(rows: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The list in stretches of one month, in its order; what is known to the year only stands under its year."""
    months: list[tuple[str, list[dict[str, Any]]]] = []
    for row in rows:
        said = str(row["earliest"] or "")
        month = said[:7] if row["date_precision"] in PRECISIONS["month"] else said[:4]
        if not months or months[-1][0] != month:
            months.append((month, []))
        months[-1][1].append(row)
    return months


def _bars(ask: Ask, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """Events a month, or a year where they span more months than there is room for; the latest bars only."""
    unit = "month" if (ask.row(SOUGHT + SPAN, **wanted)["months"] or 0) < MOST_BARS else "year"
    rows = ask.rows(SOUGHT + BY_TIME, **wanted, unit=unit, precisions=PRECISIONS[unit])
    if not rows:
        return []
    counts = {row["since"]: row["events"] for row in rows}
    stretches: list[tuple[date, date]] = []
    since = rows[-1]["since"]
    while len(stretches) < MOST_BARS and since >= rows[0]["since"]:
        stretches.insert(0, (since, _following(since, unit) - timedelta(days=1)))
        since = (since - timedelta(days=1)).replace(day=1, **({"month": 1} if unit == "year" else {}))
    tallest = max(counts.get(since, 0) for since, _ in stretches)
    return [
        {
            "label": str(since)[: 4 if unit == "year" else 7],
            "since": since,
            "until": until,
            "events": counts.get(since, 0),
            "height": round(100 * counts.get(since, 0) / tallest, 1),
        }
        for since, until in stretches
    ]


def _following(since: date, unit: str) -> date:
    """The first day of the next month or year."""
    if unit == "year":
        return date(since.year + 1, 1, 1)
    return date(since.year + since.month // 12, since.month % 12 + 1, 1)
