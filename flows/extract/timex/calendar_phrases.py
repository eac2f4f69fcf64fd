"""What phrases that name days, months, years and other periods mean."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from flows.edtf import edtf_of
from flows.extract.timex.period import SEASONS, Period, of_month, of_year, period_at
from flows.extract.timex.setting import Phrase, Reading, Setting, UnanchoredError, dated

#: Weekdays and months of which nothing says otherwise lie in the past: news reports what was.
_AHEAD: Final = ("future", "present")


def day(p: Phrase, _: Setting) -> Reading:
    """A day with its year: "March 24, 2016", "10 JAN 90"."""
    return dated(Period("day", date(_year(p), p.number("M"), p.number("do"))))


def day_of_year(p: Phrase, at: Setting) -> Reading | None:
    """A day whose year is left out: "November 13", "the 24th of March"; with its part: "June 3 of last year"."""
    month, number = p.number("M"), p.number("do")
    if not 1 <= number <= 31:
        return None
    if p.get("O") and p.get("U"):
        year = period(p.after("O" if p.letters.count("O") == 1 else "M"), at)
        if year and year.period:
            return replace(dated(Period("day", date(year.period.first.year, month, number))), anchor=year.anchor)
    unknown = f"XXXX-{month:02}-{number:02}"
    try:
        found = _nearest_year(month, number, at)
    except UnanchoredError:
        return Reading("DATE", unknown, edtf=unknown)
    return dated(Period("day", found), "document")


def days(p: Phrase, at: Setting) -> Reading | None:
    """Days of one month: "3-5 March 2012"."""
    first, last = [int(word.value) for word in p.words if word.letter == "d"][:2]
    month = p.number("M")
    if first >= last:
        return None
    if p.get("Yy"):
        start, anchor = date(_year(p), month, first), "none"
    else:
        start, anchor = _nearest_year(month, first, at), "document"
    end = start.replace(day=last)
    edtf = edtf_of(start, end)
    return Reading("DATE", edtf, None, edtf, (start, end), anchor=anchor)


def digits(p: Phrase, _: Setting) -> Reading | None:
    """A date in digits: "2016-03-24"; "24/03/2016" where only one order of day and month is possible."""
    text = str(p.words[0].value)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(re.match(r"\d+", text).group()) == 4:  # type: ignore[union-attr]
        return dated(Period("day", date(*numbers)))
    first, second, year = numbers
    if year < 100:
        year = full_year(year)
    readings = {date(year, m, d) for d, m in ((first, second), (second, first)) if m <= 12 and d <= 31}
    if len(readings) == 1:
        return dated(Period("day", readings.pop()))
    if not readings:
        return None
    return Reading("DATE", f"{year:04}-XX-XX", edtf=None, stretch=(min(readings), max(readings)))


def years(p: Phrase, _: Setting) -> Reading | None:
    """Years from one to another: "2003–2006", "2003-06"."""
    first = p.number("Y")
    last = int(p.words[-1].value)
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 200:
        return None
    start, end = of_year(first), of_year(last)
    edtf = edtf_of(start.first, end.last)
    return Reading("DATE", edtf, None, edtf, (start.first, end.last))


def today(p: Phrase, at: Setting) -> Reading:
    """One of "today", "yesterday", "tomorrow"."""
    return dated(Period("day", at.now + timedelta(p.number("E"))), "document")


def weekday(p: Phrase, at: Setting) -> Reading:
    """A weekday: the one before publication or that day; ahead, where the verb says so; "last", "next" say it."""
    number = p.number("W")
    if p.get("U"):
        week = period(p.after("WO") if "O" in p.letters else p.after("W"), at)
        if week and week.period and week.period.unit == "week":
            return dated(Period("day", week.period.first + timedelta(number)), week.anchor)
    if at.today is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}")
    back = (at.now.weekday() - number) % 7
    if p.get("L"):
        found = at.now - timedelta(back or 7)
    elif p.get("X"):
        found = at.now + timedelta(7 - back)
    elif at.tense == "future":
        found = at.now + timedelta((-back) % 7)
    else:
        found = at.now - timedelta(back)
    return dated(Period("day", found), "document")


def modified(p: Phrase, at: Setting) -> Reading | None:
    """The early, middle or late part of a period: "mid-2012", "the end of last year", "later this year"."""
    modifier = p.get("mkl")
    if modifier is None:
        return None
    inner = p.after("mkl")
    while inner.words and inner.words[0].letter in "hOiND" and inner.letters not in ("DU",):
        inner = Phrase(inner.words[1:])
    if inner.letters == "W":
        reading: Reading | None = weekday(inner, at)
    elif inner.letters == "DU":
        reading = _current(str(inner.words[-1].value), at)
    else:
        reading = period(inner, at)
    if reading is None or modifier.letter in "kl":
        return reading
    return replace(reading, modifier=str(modifier.value))


def part(p: Phrase, at: Setting) -> Reading | None:
    """A numbered part of a period: "the first quarter of 2009", "the last week of March", "the second half"."""
    order = p.get("omL")
    unit = p.text("UH")
    if order is None or unit not in ("quarter", "half", "week", "month", "day", "weekend", "decade", "year"):
        return None
    whole_phrase = p.after("O")
    if order.letter == "m":
        return None
    if not whole_phrase.words:
        return _part_of_year(unit, int(order.value), at)
    whole = _current(p.words[-1].value, at) if whole_phrase.letters == "DU" else period(whole_phrase, at)  # type: ignore[arg-type]
    if whole is None or whole.period is None:
        return None
    number = int(order.value)
    inside = period_at(unit, whole.period.first)
    if inside.first < whole.period.first and unit in ("week", "weekend"):
        inside = inside.shift(1)
    if number == -1:
        inside = period_at(unit, whole.period.last)
        inside = inside if inside.last <= whole.period.last or unit == "week" else inside.shift(-1)
    else:
        inside = inside.shift(number - 1)
    if not whole.period.first <= inside.first <= whole.period.last:
        return None
    return dated(inside, whole.anchor)


def neighbour(p: Phrase, at: Setting) -> Reading | None:
    """The period before or after the one the story is at: "the year before", "the month after", "the day earlier"."""
    unit = p.text("U")
    word = p.words[-1]
    return _beside(unit, -1 if word.letter == "L" else int(word.value), at)


def period(p: Phrase, at: Setting) -> Reading | None:
    """A year, month, season, decade, century, or a period reckoned from another."""
    letters = p.letters
    if "M" in letters:
        return _month(p, at)
    if "S" in letters:
        return _season(p, at)
    if "V" in letters:
        return _decade(p)
    if "f" in letters:
        return Reading("DATE", f"FY{full_year(p.number('f')):04}")
    if "Q" in letters:
        return _quarter(p, at)
    if "Y" in letters:
        if "U" in letters and p.text("U") != "year":
            return None
        found = dated(of_year(p.number("Y")))
        return replace(found, value=f"FY{found.value}", edtf=None, stretch=None) if p.text("C") in _FISCAL else found
    if "o" in letters:
        return _century(p)
    return _relative(p, at)


_FISCAL: Final = ("fiscal", "financial")


def _month(p: Phrase, at: Setting) -> Reading | None:
    month = p.number("M")
    if p.get("Yy"):
        return dated(of_month(_year(p), month))
    if p.get("U"):
        year = period(p.after("M" if "O" not in p.letters else "O"), at)
        if year is None or year.period is None or year.period.unit != "year":
            return None
        return dated(of_month(year.period.first.year, month), year.anchor)
    if at.today is None:
        return Reading("DATE", f"XXXX-{month:02}", edtf=f"XXXX-{month:02}")
    back = (at.now.month - month) % 12
    ahead = at.tense == "future"
    this = period_at("month", at.now)
    return dated(this.shift((-back) % 12 if ahead else -back), "document")


def _season(p: Phrase, at: Setting) -> Reading | None:
    first = p.number("S")
    if p.get("Yy"):
        return dated(Period("season", date(_year(p), first, 1)))
    if p.get("U"):
        year = period(p.after("O"), at)
        if year is None or year.period is None or year.period.unit != "year":
            return None
        return dated(Period("season", date(year.period.first.year, first, 1)), year.anchor)
    if at.today is None:
        return Reading("DATE", f"XXXX-{SEASONS[first][0]}")
    now = period_at("season", at.now)
    back = (now.first.month - first) % 12 // 3
    if p.get("L"):
        return dated(now.shift(-(back or 4)), "document")
    if p.get("X") or at.tense == "future":
        return dated(now.shift((-back) % 4 or (4 if p.get("X") else 0)), "document")
    return dated(now.shift(-back), "document")


def _decade(p: Phrase) -> Reading:
    text = re.sub(r"\D", "", p.text("V"))
    year = int(text) if len(text) == 4 else 1900 + int(text)
    if year % 100 == 0 and len(text) == 4:
        return dated(Period("decade", date(year, 1, 1)))
    return dated(Period("decade", date(year, 1, 1)))


def _quarter(p: Phrase, at: Setting) -> Reading:
    text = p.text("Q")
    unit = "quarter" if text[0] == "Q" else "half"
    if not p.get("Y"):
        return _part_of_year(unit, int(text[1]), at)
    return dated(period_at(unit, date(p.number("Y"), 1, 1)).shift(int(text[1]) - 1))


def _century(p: Phrase) -> Reading | None:
    if p.text("U") != "century":
        return None
    first = (p.number("o") - 1) * 100
    return dated(Period("century", date(max(first, 1), 1, 1)))


def _relative(p: Phrase, at: Setting) -> Reading | None:
    unit = p.text("U")
    if unit not in ("day", "week", "weekend", "month", "quarter", "year", "decade", "century"):
        return None
    if p.get("t") or p.get("s"):
        return dated(period_at(unit, at.then.first), "text")
    if p.get("T"):
        return _current(unit, at) if unit != "day" else dated(Period("day", at.now), "document")
    word = p.get("LX")
    if word is None:
        return _current(unit, at) if p.get("D") else None
    return dated(period_at(unit, at.now).shift(int(word.value)), "document")


def _current(unit: str, at: Setting) -> Reading | None:
    if unit not in ("day", "week", "weekend", "month", "quarter", "year", "decade", "century"):
        return None
    return dated(period_at(unit, at.now), "document")


def _beside(unit: str, count: int, at: Setting) -> Reading | None:
    if unit not in ("day", "week", "weekend", "month", "year", "decade"):
        return None
    return dated(period_at(unit, at.then.first).shift(count), "text")


def _part_of_year(unit: str, number: int, at: Setting) -> Reading:
    if number == -1:
        return dated(period_at(unit, at.now).shift(-1), "document")
    near = [period_at(unit, date(at.now.year + step, 1, 1)).shift(number - 1) for step in (-1, 0, 1)]
    return dated(min(near, key=lambda one: abs((one.first - at.now).days + (one.last - at.now).days)), "document")


def _nearest_year(month: int, number: int, at: Setting) -> date:
    near = [found for step in (-1, 0, 1) if (found := _valid(at.now.year + step, month, number))]
    if not near:
        near = [found for step in range(-4, 5) if (found := _valid(at.now.year + step, month, number))]
    if at.tense == "future" and (ahead := [found for found in near if found >= at.now]):
        return min(ahead)
    if at.tense == "past" and (behind := [found for found in near if found <= at.now]):
        return max(behind)
    return min(near, key=lambda found: abs((found - at.now).days))


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _year(p: Phrase) -> int:
    return full_year(p.number("Yyn"[: 2 if p.get("Yy") else 3])) if not p.get("Y") else p.number("Y")


def full_year(year: int) -> int:
    """The year that two digits stand for: 90 is 1990, 16 is 2016."""
    return year if year >= 100 else year + (1900 if year >= 40 else 2000)
