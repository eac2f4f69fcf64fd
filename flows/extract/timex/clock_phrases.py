"""What phrases that name times of day mean."""

from __future__ import annotations

from dataclasses import replace

from flows.extract.timex import calendar_phrases
from flows.extract.timex.period import Period
from flows.extract.timex.setting import Phrase, Reading, Setting, UnanchoredError, dated


def clock(p: Phrase, at: Setting) -> Reading | None:
    """A time by the clock, on the day the story is at: "1:15 pm UTC", "10:30", "6 p.m."."""
    time = _time(p)
    if time is None:
        return None
    if at.story is not None and at.story.unit == "day":
        return _on(Reading("DATE", period=at.story, anchor="text"), time)
    if at.today is not None:
        return _on(Reading("DATE", period=Period("day", at.today), anchor="document"), time)
    return Reading("TIME", f"XXXX-XX-XXT{time}")


def clock_of_day(p: Phrase, at: Setting) -> Reading | None:
    """A time by the clock with its day: "12:00 UTC Monday"."""
    time = _time(p)
    if time is None:
        return None
    return _on(_day(p, at), time)


def part_of_day(p: Phrase, at: Setting) -> Reading | None:
    """A part of a day: "Tuesday morning", "last night", "this evening", "the night of November 13"."""
    code = p.text("P")
    if p.get("O"):
        inner = p.after("O")
        reading = calendar_phrases.day(inner, at) if inner.get("Y") else _day(inner, at)
        return _on(reading, code) if reading else None
    if p.get("WE"):
        modifier = p.text("m") or None
        found = _on(_day(p, at), code)
        return replace(found, modifier=modifier)
    if p.get("L") and code == "NI":
        return _on(dated(Period("day", at.now).shift(-1), "document"), code)
    if p.get("T"):
        return _on(dated(Period("day", at.now), "document"), code)
    if at.story is not None and at.story.unit == "day":
        step = -1 if p.get("L") else 1 if p.get("X") else 0
        return _on(dated(at.story.shift(step), "text"), code)
    return Reading("TIME", f"XXXX-XX-XXT{code}")


def tonight(_: Phrase, at: Setting) -> Reading:
    """The night of publication: "tonight", "overnight"."""
    return _on(dated(Period("day", at.now), "document"), "NI")


def _day(p: Phrase, at: Setting) -> Reading | None:
    if p.get("M"):
        return calendar_phrases.day_of_year(p, at)
    return calendar_phrases.weekday(p, at) if p.get("W") else calendar_phrases.today(p, at)


def _on(day: Reading | None, time: str) -> Reading:
    if day is None or day.period is None:
        raise UnanchoredError
    start = day.period
    return Reading("TIME", f"{start.value}T{time}", start, start.edtf, start.stretch, anchor=day.anchor)


def _time(p: Phrase) -> str | None:
    text, half = p.text("K"), p.text("z")
    hour, _, minute = text.partition(":")
    hours = int(hour) if text else p.number("d")
    if half in ("a", "p"):
        if hours > 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    zone = "Z" if p.text("Z") in ("utc", "gmt") else ""
    if hours > 24 or (minute and int(minute[:2]) > 59):
        return None
    return f"{hours:02}:{minute}{zone}" if minute else f"{hours:02}:00{zone}"
