"""What phrases that name months, years and other periods mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from flows.edtf import edtf_of
from flows.extract.timex.length_phrases import after, duration
from flows.extract.timex.period import SEASONS, Period, full_year, of_month, of_year, period_at
from flows.extract.timex.setting import Phrase, Reading, Setting, dated

_UNITS: Final = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
_HALF_YEAR: Final = 200  # days, and some
_WHOLE: Final = ("entire", "whole", "full")
_OVER: Final = ("over", "during", "on", "at", "of", "this", "in", "by")
_AT: Final = ("at", "by", "since", "until", "till", "from", "around", "about", "before", "after", "in", "during")
#: These reckon from the time the story is at, "last" and "next" from publication.
_BESIDE: Final = ("previous", "preceding", "following", "subsequent", "ensuing")


def period(p: Phrase, at: Setting) -> Reading | None:
    """A year, month, season, decade, century, or a period reckoned from another."""
    letters = p.letters
    if "M" in letters:
        return _month(p, at)
    if "S" in letters:
        return _season(p, at)
    if "V" in letters:
        year = p.number("V")
        return dated(Period("decade", date(year if year > 100 else 1900 + year, 1, 1)))
    if "f" in letters:
        return Reading("DATE", f"FY{full_year(p.number('f')):04}")
    if "Q" in letters:
        return _quarter(p, at)
    if "Y" in letters:
        return _year(p)
    if "o" in letters:
        return _numbered(p, at)
    return _relative(p, at)


def years(p: Phrase, _: Setting) -> Reading | None:
    """Years from one to another: "2003–2006", "2003-06"."""
    first, last = p.number("Y"), int(p.words[-1].value)
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 200:
        return None
    stretch = (of_year(first).first, of_year(last).last)
    return Reading("DATE", edtf_of(*stretch), None, edtf_of(*stretch), stretch)


def neighbour(p: Phrase, at: Setting) -> Reading | None:
    """The period before or after the one the story is at: "the year before", "the month after", "the day earlier"."""
    unit = p.value("U")
    if unit not in ("day", "week", "weekend", "month", "year", "decade"):
        return None
    if p.words[-1].letter == "j" and p.behind().text.isalnum():
        return None  # "the day after he was freed"
    return after(at.then, unit, int(p.words[-1].value), "text")


def same(p: Phrase, at: Setting) -> Reading | None:
    """The like period of another year: "the same month last year", "the same period a year ago"."""
    story = at.then
    unit = story.unit if p.get("b") else p.value("U")
    if p.words[-1].text not in ("year", "ago", "earlier", "before") or p.after("Ub").value("U") != "year":
        return None
    if unit not in ("day", "month", "quarter", "season", "half", "year"):
        return Reading("DATE", anchor="text")
    found = period_at(unit, story.first)
    if story.last > found.last:
        return Reading("DATE", anchor="text")
    years = int(p.after("Ub").value("LgkjX") or -1)
    anchor_year = at.now.year if p.get("Lg") and at.today else found.first.year
    return dated(period_at(unit, found.first.replace(year=anchor_year + years, day=1)), "text")


def that_time(p: Phrase, at: Setting) -> Reading | None:
    """The time the story is at: "by that time"."""
    if p.before().text not in _AT:
        return None  # "some of that time was lost"
    return dated(at.then, "text")


def year_of(p: Phrase) -> Phrase:
    """The words of a phrase from the first that points at a period: "next year" of "October of next year"."""
    for index in range(p.begin, p.stop):
        if p.row[index].letter in "DTtLXs" and any(word.letter in "MWSA" for word in p.row[p.begin : index]):
            return Phrase(p.row, index, p.stop)
    return Phrase(p.row, p.stop, p.stop)


def _month(p: Phrase, at: Setting) -> Reading | None:
    month = p.number("M")
    if p.get("Yy"):
        return dated(of_month(full_year(p.number("Yy")), month))
    if joined := p.shared_year:
        return dated(of_month(joined, month))
    if p.get("U"):
        year = period(year_of(p), at)
        if year is None or year.period is None or year.period.unit != "year":
            return None
        return dated(of_month(year.period.first.year, month), year.anchor)
    if at.today is None:
        return Reading("DATE", f"XXXX-{month:02}", edtf=f"XXXX-{month:02}")
    this = period_at("month", at.now)
    back = (at.now.month - month) % 12
    if p.get("X"):
        return dated(this.shift(-back % 12 or 12), "document")
    if p.get("L"):
        return dated(this.shift(-back or -12), "document")
    ahead = (at.tense == "future" and back >= 2) or (at.tense in ("present", "open") and back >= 6)
    return dated(this.shift(-back % 12 if ahead else -back), "document")


def _season(p: Phrase, at: Setting) -> Reading | None:
    first = p.number("S")
    if p.get("Yy"):  # of a winter over two years, the first
        return dated(Period("season", date(full_year(p.number("Yy")), first, 1)))
    if p.get("U"):
        year = period(year_of(p), at)
        if year is None or year.period is None or year.period.unit != "year":
            return None
        return dated(Period("season", date(year.period.first.year, first, 1)), year.anchor)
    if p.get("t"):
        return dated(Period("season", date(at.then.first.year, first, 1)), "text")
    if at.today is None:
        return Reading("DATE", f"XXXX-{SEASONS[first][0]}")
    now = period_at("season", at.now)
    back = (now.first.month - first) % 12 // 3
    if p.get("L"):
        return dated(now.shift(-(back or 4)), "document")
    if p.get("X"):
        return dated(now.shift(-back % 4 or 4), "document")
    return dated(now.shift(-back % 4 if at.tense == "future" else -back), "document")


def _quarter(p: Phrase, at: Setting) -> Reading:
    unit, number = ("quarter" if p.value("Q")[0] == "q" else "half"), int(p.value("Q")[1])
    if year := p.get("Yy"):
        return dated(period_at(unit, date(full_year(int(year.value)), 1, 1)).shift(number - 1))
    return part_of_year(unit, number, at)


def _year(p: Phrase) -> Reading | None:
    if p.get("U") and p.value("U") != "year":
        return None
    found = dated(of_year(p.number("Y")))
    if p.get("v"):  # whose fiscal year begins when is not known
        return replace(found, value=f"FY{found.value}", period=None, edtf=None, stretch=None)
    return found


def _numbered(p: Phrase, at: Setting) -> Reading | None:
    unit, number = p.value("U"), p.number("o")
    if unit == "quarter":
        return part_of_year(unit, number, at)
    return dated(Period("century", date(max(1, (number - 1) * 100), 1, 1))) if unit == "century" else None


def _relative(p: Phrase, at: Setting) -> Reading | None:
    unit = p.value("U")
    if unit not in _UNITS or p.get("v"):
        return None
    word = p.get("LX")
    if p.get("ts") or (word is None and p.value("C") in _WHOLE):
        return after(at.then, unit, 0, "text")
    if word is None:
        return current(unit, at) if p.get("T") or (unit == "weekend" and p.before().text in _OVER) else None
    if word.text == "past" and unit not in ("day", "weekend"):
        return Reading("DURATION", duration(unit, 1))
    if p.get("C") or word.text == "final" or (unit == "day" and word.text in ("last", "past", "coming")):
        return None
    if word.text in _BESIDE or (word.text == "next" and (unit == "day" or (p.get("D") and at.tense == "past"))):
        base = at.story or Period("day", at.now)
        return after(base, unit, int(word.value), "text" if at.story else "document")
    return dated(period_at(unit, at.now).shift(int(word.value)), "document")


def current(unit: str, at: Setting) -> Reading | None:
    """The period of a kind that publication falls in."""
    if unit not in _UNITS:
        return None
    found = period_at(unit, at.now)
    if unit == "weekend" and at.tense == "past" and at.now.weekday() < 5:  # it is over
        found = found.shift(-1)
    return dated(found, "document")


def part_of_year(unit: str, number: int, at: Setting) -> Reading:
    """A numbered quarter or half of the year that is nearest to publication; -1 is the one before this."""
    if number == -1:
        return dated(period_at(unit, at.now).shift(-1), "document")
    near = [period_at(unit, date(at.now.year + step, 1, 1)).shift(number - 1) for step in (-1, 0, 1)]
    if at.tense == "past":
        near = [one for one in near if (at.now - one.first).days >= 0 and (at.now - one.last).days < _HALF_YEAR] or near
    return dated(min(near, key=lambda one: abs((one.first - at.now).days + (one.last - at.now).days)), "document")
