"""When a piece was published, as a line or a field says it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple

from babel.dates import get_day_names, get_month_names

LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl")
LONGEST = 100  # characters of a field that states a date
CENTURY_TURN = 50  # a year of two digits from here on is of the 1900s
ZONES = {
    **dict.fromkeys(("z", "utc", "gmt"), 0),
    **dict.fromkeys(("bst", "cet"), 60),
    "cest": 120,
    "msk": 180,
    "est": -300,
    "edt": -240,
    "cst": -360,
    "cdt": -300,
    "mst": -420,
    "mdt": -360,
    "pst": -480,
    "pdt": -420,
}  # minutes east of Greenwich


class Published(NamedTuple):
    """A publication date: EDTF with the precision known, and the moment in UTC where at least the day is known."""

    edtf: str
    at: datetime | None


class Found(NamedTuple):
    """A publication date and where in the line it stands."""

    when: Published
    start: int
    end: int


def published(value: str) -> Published | None:
    """The date that the whole of `value` states; None when it states none, or more."""
    value = value.strip()
    found = find_published(value) if len(value) <= LONGEST else None
    return found.when if found and found.start == 0 and found.end == len(value) else None


def find_published(line: str) -> Found | None:
    """The first date in a line that has at least month and year, or is the whole line."""
    for match in _pattern().finditer(line):
        when = _read(match)
        if when:
            return Found(when, match.start(), match.end())
    return None


@cache
def _pattern() -> re.Pattern[str]:
    month = f"(?:{'|'.join(sorted(map(re.escape, _months()), key=len, reverse=True))})(?![a-z])\\.?"
    weekday = f"(?:(?:{'|'.join(sorted(map(re.escape, _weekdays()), key=len, reverse=True))})(?![a-z])\\.?,?\\s+)?"
    clock = (
        r"(?:(?:,|T|\s+[|·–-]|\s+at|\s+um)?\s*(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))(?::(?P<second>\d\d)(?:\.\d+)?)?"
        r"\s*(?P<half>[ap]\.?m\b\.?)?(?:\s*(?P<offset>[+-]\d\d:?\d\d)|\s*\(?(?P<zone>Z|[A-Z]{3,4})\b\)?)?)?"
    )
    days = "|".join(
        (
            r"(?P<iso>(?P<y1>[12]\d{3})(?:-(?P<m1>\d\d)(?:-(?P<d1>\d\d))?)?)(?![-/\d])",
            r"(?P<y2>[12]\d{3})/(?P<m2>\d\d?)/(?P<d2>\d\d?)(?!\d)",
            rf"(?P<month3>{month})\s*(?P<d3>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y3>[12]\d{{3}})",
            rf"(?P<d4>\d\d?)(?:st|nd|rd|th|\.)?\s*[-\s](?:of\s+|de\s+)?(?P<month4>{month}),?\s*[-\s](?:de\s+)?(?P<y4>[12]\d{{3}}|\d\d)",
            rf"(?P<month5>{month}),?\s+(?:de\s+)?(?P<y5>[12]\d{{3}})",
            r"(?P<a6>\d\d?)(?P<mark6>[./])(?P<b6>\d\d?)(?P=mark6)(?P<y6>[12]\d{3})",
        )
    )
    return re.compile(rf"(?<![\w-]){weekday}(?:{days}){clock}(?!\w)", re.IGNORECASE)


@cache
def _months() -> dict[str, int]:
    """Month names and their short forms, in lower case without full stops."""
    names: dict[str, int] = {"sept": 9}
    for locale in LOCALES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                names.setdefault(name.casefold().rstrip("."), number)
    return names


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        name.casefold().rstrip(".")
        for locale in LOCALES
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, locale=locale).values()
    )


def _read(match: re.Match[str]) -> Published | None:
    part = match.groupdict()
    year = part["y1"] or part["y2"] or part["y3"] or part["y4"] or part["y5"] or part["y6"]
    named = part["month3"] or part["month4"] or part["month5"]
    if named:
        month: int | None = _months()[named.casefold().rstrip(".")]
        day = part["d3"] or part["d4"]
    elif part["a6"]:
        numbers = _numeric(int(part["a6"]), int(part["b6"]), part["mark6"])
        if numbers is None:
            return None
        day, month = str(numbers[0]), numbers[1]
    else:
        said = part["m1"] or part["m2"]
        month, day = int(said) if said else None, part["d1"] or part["d2"]
    return _published(_year(year), month, int(day) if day else None, part)


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) == 4:
        return number
    return number + (1900 if number >= CENTURY_TURN else 2000)


def _numeric(first: int, second: int, mark: str) -> tuple[int, int] | None:
    """Day and month: with full stops the day is first; with slashes only numbers that leave no choice are read."""
    if mark == "." or first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else None


def _published(year: int, month: int | None, day: int | None, part: dict[str, str | None]) -> Published | None:
    if month is None:
        return None if part["hour"] else Published(f"{year:04}", None)
    if not 1 <= month <= 12:
        return None
    if day is None:
        return None if part["hour"] else Published(f"{year:04}-{month:02}", None)
    try:
        midnight = datetime.combine(date(year, month, day), datetime.min.time(), UTC)
    except ValueError:
        return None
    return Published(midnight.date().isoformat(), _moment(midnight, part) or midnight)


def _moment(midnight: datetime, part: dict[str, str | None]) -> datetime | None:
    """The exact time, where a time of day and a zone are given."""
    zone = _offset(part)
    if part["hour"] is None or zone is None:
        return None
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    half = (part["half"] or "").casefold()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return midnight.replace(hour=hour, minute=minute, second=second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _offset(part: dict[str, str | None]) -> timezone | None:
    if offset := part["offset"]:
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=minutes if offset[0] == "+" else -minutes))
    minutes_east = ZONES.get((part["zone"] or "").casefold())
    return None if minutes_east is None else timezone(timedelta(minutes=minutes_east))
