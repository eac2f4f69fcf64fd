"""What phrases that name times of day mean."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.extract.timex import day_phrases
from flows.extract.timex.period import Period
from flows.extract.timex.setting import Phrase, Reading, Setting, dated

_BEFORE_PART: Final = ("in", "at", "by", "until", "till", "before", "after", "since", "around", "about", "toward")


def clock(p: Phrase, at: Setting) -> Reading | None:
    """A time by the clock: "1:15 pm UTC", "10:30", "6 p.m."; with its day: "12:00 UTC Monday"."""
    time = _time(p)
    if time is None:
        return None
    if p.get("WE"):
        return on_day(_day(p, at), time)
    return on_day(_story_day(at), time)


def clock_without_colon(p: Phrase, at: Setting) -> Reading | None:
    """A time in four digits, where its words say that it is one: "2200 GMT", "AT 1030", "0630 hours"."""
    number = p.number("xY")
    if number % 100 > 59 or number >= 2400:
        return None
    alone = len(p.letters) == 1
    if alone and (p.before().text not in ("at", "around", "about") or p.behind().letter in "uU"):
        return None
    zone = "Z" if p.value("Z") in ("utc", "gmt") else ""
    return on_day(_story_day(at), f"{number // 100:02}:{number % 100:02}{zone}")


def part_of_day(p: Phrase, at: Setting) -> Reading | None:
    """A part of a day: "Tuesday morning", "last night", "this evening", "the night of November 13"."""
    code = p.value("P")
    if p.get("WEM"):
        found = on_day(_day(p.after("O") if p.get("O") else p, at), code)
        return replace(found, modifier=p.value("m") or None)
    if (p.get("L") and p.words[0].text == "last") or p.get("T"):
        return on_day(_publication(at, -1 if p.get("L") else 0), code)
    day = _story_day(at)
    if day and day.period and (step := p.get("LX")):
        day = dated(day.period.shift(int(step.value)), "text")
    return replace(on_day(day, code), modifier=p.value("m") or None)


def tonight(p: Phrase, at: Setting) -> Reading:
    """The night of publication: "tonight"; a night that the words leave open: "overnight"."""
    return on_day(_publication(at) if p.words[0].text == "tonight" else None, "NI")


def early_hours(p: Phrase, at: Setting) -> Reading | None:
    """The first hours of a day: "the early hours of Monday"."""
    if p.value("u") != "hour":
        return None
    inner = p.after("O")
    day = _day(inner, at) if inner.get("WEM") else _publication(at) if inner.get("T") else _story_day(at)
    return replace(on_day(day, "MO"), modifier=p.value("m"))


def bare_part(p: Phrase, at: Setting) -> Reading | None:
    """A part of the day the story is at: "by noon", "in morning trading"; "at night" is of no day."""
    before, code = p.before().text, p.value("P")
    if before not in _BEFORE_PART:
        return None
    return on_day(None if before == "at" and code == "NI" else _story_day(at), code)


def on_day(day: Reading | None, time: str) -> Reading:
    """A time of a day; of an unknown one where that is None."""
    if day is None or day.period is None:
        return Reading("TIME", f"XXXX-XX-XXT{time}")
    return Reading("TIME", f"{day.period.value}T{time}", day.period, day.edtf, day.stretch, anchor=day.anchor)


def _day(p: Phrase, at: Setting) -> Reading | None:
    if p.get("M"):
        return day_phrases.day(p, at)
    return day_phrases.weekday(p, at) if p.get("W") else day_phrases.today(p, at)


def _story_day(at: Setting) -> Reading | None:
    if at.day is not None:
        return dated(at.day, "text")
    return _publication(at)


def _publication(at: Setting, days: int = 0) -> Reading | None:
    return dated(Period("day", at.today + timedelta(days)), "document") if at.today else None


def _time(p: Phrase) -> str | None:
    hour, minute = re.findall(r"\d+", p.value("K"))[:2] if p.get("K") else (p.number("d"), 0)
    hours, half = int(hour), p.value("z")
    if hours == 0 and p.value("K").count(":") == 2:
        return None  # how long a recording lasts
    if half in ("a", "p"):
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 24 or int(minute) > 59:
        return None
    return f"{hours:02}:{int(minute):02}" + ("Z" if p.value("Z") in ("utc", "gmt") else "")
