"""What phrases that name parts of periods mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flows.extract.timex.day_phrases import weekday
from flows.extract.timex.period import Period, period_at
from flows.extract.timex.period_phrases import current, part_of_year, period
from flows.extract.timex.setting import Phrase, Reading, Setting, dated


def modified(p: Phrase, at: Setting) -> Reading | None:
    """The early, middle or late part of a period: "mid-2012", "the end of last year", "later this year"."""
    modifier = p.get("mkl")
    inner = p.after("mkl")
    while inner.letters and inner.letters[0] in "hOiND" and inner.letters not in ("DU", "DCU", "DvU"):
        inner = Phrase(inner.row, inner.begin + 1, inner.stop)
    if "W" in inner.letters:
        reading = weekday(inner, at)
    elif inner.letters == "DU" and inner.value("U") == "day":
        reading = dated(at.day or Period("day", at.now), "text")
    elif inner.letters == "DvU" and inner.value("U") == "year":  # whose fiscal year begins when is not known
        reading = Reading("DATE", f"FY{at.now.year:04}", anchor="document")
    elif inner.letters == "DU":
        reading = _whole(inner.value("U"), at)
    else:
        reading = period(inner, at)
    if reading is None or modifier is None or modifier.letter in "kl":
        return reading
    return replace(reading, modifier=str(modifier.value))


def part(p: Phrase, at: Setting) -> Reading | None:
    """A numbered part of a period: "the first quarter of 2009", "the last week of March", "the second half"."""
    order, unit = p.get("oL"), p.value("UH")
    if order is None or unit not in ("quarter", "half", "week", "month", "weekend", "day"):
        return None
    number, rest = int(order.value), p.after("O")
    if not rest.letters:
        return part_of_year(unit, number, at) if unit in ("quarter", "half") else None
    whole = current(rest.value("U"), at) if rest.letters == "DU" else period(rest, at)
    if whole is None or whole.period is None:
        return None
    first, last = whole.period.stretch
    inside = period_at(unit, first if number > 0 else last)
    # A week counts to the month that most of its days are in.
    if number > 0:
        inside = inside.shift(number - 1 + (unit == "week" and (inside.last - first).days < 3))
    elif unit in ("week", "weekend"):
        inside = inside.shift(-((last - inside.first).days < (3 if unit == "week" else 0)))
    return dated(inside, whole.anchor) if first <= inside.last and inside.first <= last else None


def weekday_of(p: Phrase, at: Setting) -> Reading | None:
    """A numbered weekday of a period: "the first Monday of March"."""
    whole = period(p.after("O"), at)
    if whole is None or whole.period is None:
        return None
    (first, last), number = whole.period.stretch, p.number("oL")
    if number > 0:
        found = first + timedelta((p.number("W") - first.weekday()) % 7 + 7 * (number - 1))
    else:
        found = last - timedelta((last.weekday() - p.number("W")) % 7)
    return dated(Period("day", found), whole.anchor) if found <= last else None


def _whole(unit: str, at: Setting) -> Reading | None:
    """The week, month or year that a story of the past is at, or that of publication."""
    if at.tense == "past" and at.story and at.story.unit in ("day", "month") and unit in ("week", "month", "year"):
        return dated(period_at(unit, at.story.first), "text")
    return current(unit, at)
