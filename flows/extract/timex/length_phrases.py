"""What phrases that name lengths of time, repeated times and vague times mean."""

from __future__ import annotations

from typing import Final

from flows.extract.timex.period import Period, period_at
from flows.extract.timex.setting import Phrase, Reading, Setting, dated

#: The letters of ISO 8601 durations; decades and longer are counted in years.
_CODES: Final = {
    "second": ("T{}S", 1), "minute": ("T{}M", 1), "hour": ("T{}H", 1), "day": ("{}D", 1), "weekend": ("{}WE", 1),
    "week": ("{}W", 1), "fortnight": ("{}W", 2), "month": ("{}M", 1), "quarter": ("{}M", 3), "year": ("{}Y", 1),
    "decade": ("{}Y", 10), "century": ("{}Y", 100), "millennium": ("{}Y", 1000),
}  # fmt: skip


def length(p: Phrase, _: Setting) -> Reading | None:
    """A length of time: "four months", "two and a half years", "several weeks"."""
    return Reading("DURATION", duration(p.text("Uu"), count(p)))


def lengths(p: Phrase, _: Setting) -> Reading | None:
    """A length of time between two: "60 to 90 days"; the value is the longer."""
    return Reading("DURATION", duration(p.text("Uu"), count(p.after("&h"))))


def long(p: Phrase, _: Setting) -> Reading | None:
    """A length as an adjective: "decades-long", "week-long"."""
    return Reading("DURATION", duration(p.text("Uu"), 1 if p.get("U") else None))


def around_now(p: Phrase, _: Setting) -> Reading | None:
    """A length of time before or after now: "the last four years", "recent months"."""
    inner = p.after("LX") if p.get("LX") else Phrase(())
    return Reading("DURATION", duration(p.text("Uu"), count(inner)))


def reference(p: Phrase, _: Setting) -> Reading:
    """A vague time: "now", "recently", "soon"."""
    return Reading("DATE", p.text("R"), anchor="document")


def recurring(p: Phrase, _: Setting) -> Reading | None:
    """A repeated time: "every Monday", "annually", "every two weeks"."""
    weekday = p.get("Ww")
    if weekday:
        return Reading("SET", f"XXXX-WXX-{int(weekday.value) + 1}")
    if p.get("F"):
        return Reading("SET", p.text("F"))
    if p.get("U") or p.get("u"):
        return Reading("SET", duration(p.text("Uu"), count(p) if p.get("ndYaqo") else 1))
    if p.get("P"):
        return Reading("SET", f"XXXX-XX-XXT{p.text('P')}")
    return Reading("SET", f"XXXX-{p.number('M'):02}" if p.get("M") else "P1Y")


def reckoned(p: Phrase, at: Setting) -> Reading | None:
    """A point so long before or after another: "two years ago", "three days later", "a month earlier"."""
    unit, number, way = p.text("Uu"), count(p), p.words[-1]
    if unit in ("second", "minute", "hour"):
        return Reading("TIME")
    if number is None or not float(number).is_integer():
        return Reading("DATE", "PAST_REF" if way.letter == "g" else "XXXX-XX-XX")
    unit, number = ("week", number * 2) if unit == "fortnight" else (unit, number)
    if unit not in ("day", "week", "month", "year", "decade", "century", "quarter"):
        return None
    start = at.now if way.letter == "g" else at.then.first
    base = Period("day", start) if unit == "day" else period_at(unit, start)
    return dated(base.shift(int(number) * int(way.value)), "document" if way.letter == "g" else "text")


def count(p: Phrase) -> float | None:
    """The number that words before a unit say; None for "several" and for no number."""
    if p.get("q"):
        return 2 if p.text("q") == "couple" else None
    total: float | None = None
    for word in p.words:
        if word.letter in "ndY":
            number = float(word.value)
            total = number if total is None else total * number if number in (100, 1000) else total + number
        elif word.letter == "H":
            total = (total or 0) + 0.5
        elif word.letter in "Uu":
            break
    if total is None and p.get("a"):
        return 1
    return total


def duration(unit: str, number: float | None) -> str:
    """The TIMEX3 value of so many units; X for an unknown number."""
    code, factor = _CODES[unit]
    return "P" + code.format("X" if number is None else f"{number * factor:g}")
