"""What phrases that name days mean."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from flows.edtf import edtf_of
from flows.extract.timex import period_phrases
from flows.extract.timex.length_phrases import count
from flows.extract.timex.period import Period, full_year
from flows.extract.timex.setting import Phrase, Reading, Setting, UnanchoredError, dated

#: How many days off a date without its year may lie on the side that the verb's tense says.
_FAR: Final = 290
#: Within how many days of publication such a date is news, whatever older year the text has just told of.
_RECENT: Final = 45
#: What follows "September 11" when it is the day known by that name.
_OF_2001: Final = frozenset(
    {"attack", "attacks", "terror", "terrorist", "hijackers", "hijackings", "plot", "plotters", "commission", "victims"}
)


def day(p: Phrase, at: Setting) -> Reading | None:
    """A day with its month, and its year or that which fits: "March 24, 2016", "10 JAN 90", "November 13"."""
    return _of_year(p, at, p.number("M"), p.number("do"))


def _of_year(p: Phrase, at: Setting, month: int, number: int) -> Reading | None:
    if (month, number) == (9, 11) and p.behind().text in _OF_2001 and not p.get("YynU"):
        return dated(Period("day", date(2001, 9, 11)))
    if p.get("Yy"):
        return dated(Period("day", date(full_year(p.number("Yy")), month, number)))
    if p.get("M") and (joined := p.shared_year):
        return dated(Period("day", date(joined, month, number)))
    if year := p.get("n"):
        return dated(Period("day", date(full_year(int(year.value)), month, number)))
    if p.get("U"):
        whole = period_phrases.period(period_phrases.year_of(p), at)
        if whole and whole.period and whole.period.unit == "year":
            return dated(Period("day", date(whole.period.first.year, month, number)), whole.anchor)
    unknown = f"XXXX-{month:02}-{number:02}"
    date(2000, month, number)  # raises ValueError for a day that no year has
    try:
        found, anchor = fitting_day(month, number, at)
    except UnanchoredError:
        return Reading("DATE", unknown, edtf=unknown)
    return dated(Period("day", found), anchor)


def feast(p: Phrase, at: Setting) -> Reading | None:
    """A feast that has the same day every year: "Christmas Eve", "New Year's Day 2016", "Halloween last year"."""
    month, number = map(int, p.value("A").split("-"))
    return _of_year(p, at, month, number)


def days(p: Phrase, at: Setting) -> Reading | None:
    """Days in a row: "3-5 March 2012", "March 3 to 5"."""
    first, last = [int(word.value) for word in p.words if word.letter == "d"][:2]
    month = p.number("M")
    if not first < last or ("and" in [word.text for word in p.words] and last - first > 1):
        return None
    year = p.get("Yy")
    start, anchor = (date(full_year(int(year.value)), month, first), "none") if year else fitting_day(month, first, at)
    end = start.replace(day=last)
    edtf = edtf_of(start, end)
    return Reading("DATE", edtf, None, edtf, (start, end), anchor=anchor)


def digits(p: Phrase, at: Setting) -> Reading | None:
    """A date in digits: "2016-03-24", "24/03/2016".

    Where either order of day and month is possible, the other dates of the text decide, or that one of them is still to
    come and the verb does not look ahead; otherwise both days are given, as one of a set.
    """
    text = p.words[0].text
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if re.match(r"\d{4}", text):
        return dated(Period("day", date(*numbers)))
    first, second, year = numbers[0], numbers[1], full_year(numbers[2])
    readings = dict(_orders(first, second, year))
    if len(set(readings.values())) == 2 and at.day_first is not None:
        readings = {at.day_first: readings[at.day_first]}
    if at.tense != "future" and at.today and min(readings.values(), default=date.max) <= at.today:
        readings = {order: found for order, found in readings.items() if found <= at.today}
    found = sorted(set(readings.values()))
    if len(found) == 1:
        return dated(Period("day", found[0]))
    if not found:
        return None
    return Reading("DATE", f"{year:04}-XX-XX", None, f"[{found[0]},{found[1]}]", (found[0], found[1]))


def order_of(text: str) -> bool | None:
    """Whether a date in digits has the day before the month; None where it could be either."""
    first, second = [int(number) for number in re.findall(r"\d+", text)][:2]
    return first > 12 if (first > 12) != (second > 12) and max(first, second) <= 31 else None


def today(p: Phrase, at: Setting) -> Reading:
    """One of "today", "yesterday", "tomorrow"."""
    return dated(Period("day", at.now + timedelta(p.number("E"))), "document", p.value("m") or None)


def weekdays_ago(p: Phrase, at: Setting) -> Reading | None:
    """A weekday some weeks back: "two Fridays ago"."""
    weeks = count(p)
    if weeks is None or not weeks.is_integer():
        return Reading("DATE", "PAST_REF", anchor="document")
    back = (at.now.weekday() - p.number("w")) % 7 or 7
    return dated(Period("day", at.now - timedelta(back + 7 * (int(weeks) - 1))), "document")


def weekday(p: Phrase, at: Setting) -> Reading | None:
    """A weekday: that before publication or of the same day; ahead, where the verb or "next" says so."""
    number = p.number("W")
    if p.get("U"):
        week = period_phrases.period(period_phrases.year_of(p), at)
        if week is None or week.period is None or week.period.unit != "week":
            return None
        return dated(Period("day", week.period.first + timedelta(number)), week.anchor)
    if at.today is None:
        return Reading("DATE", f"XXXX-WXX-{number + 1}")
    back = (at.now.weekday() - number) % 7
    if p.get("L"):
        found = at.now - timedelta(back or 7)
    elif p.get("X"):
        found = at.now + timedelta(7 - back)
    elif at.tense in ("future", "present") or (at.tense == "open" and back > 3):
        found = at.now + timedelta(-back % 7)
    else:
        found = at.now - timedelta(back)
    return dated(Period("day", found), "document")


def fitting_day(month: int, number: int, at: Setting) -> tuple[date, str]:
    """The day that a month and a number mean where the year is left out, and what it was reckoned from.

    It is the one next to publication, before or after as the verb's tense says, if it lies within some months.
    """
    if told := _told_day(month, number, at):
        return told, "text"
    around = 4 if (month, number) == (2, 29) else 1
    years = range(at.now.year - around, at.now.year + around + 1)
    near = [found for year in years if (found := _valid(year, month, number))]
    off = {found: (found - at.now).days for found in near}
    if at.tense == "past":
        said = [found for found in near if -_FAR <= off[found] <= 0]
    else:
        ahead = at.tense == "future" or (at.tense == "present" and min(map(abs, off.values())) > _RECENT)
        said = [found for found in near if ahead and 0 <= off[found] <= _FAR]
    return min(said or near, key=lambda found: abs(off[found])), "document"


def _told_day(month: int, number: int, at: Setting) -> date | None:
    """The day in the year that the story is at, or the next, where that is long before publication or all we know."""
    if at.told is None:
        return None
    year = at.told.first.year
    found = _valid(year, month, number) or date.min
    if at.told.unit != "year" and found < at.told.first and month < at.told.first.month:
        found = _valid(year + 1, month, number) or date.min
    if found == date.min:
        return None
    if at.today is not None:
        recent = any(
            abs((near - at.today).days) <= _RECENT
            for step in (-1, 0, 1)
            if (near := _valid(at.today.year + step, month, number))
        )
        if recent or year > at.today.year - 2:
            return None
    return found


def _valid(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _orders(first: int, second: int, year: int) -> list[tuple[bool, date]]:
    orders = ((True, _valid(year, second, first)), (False, _valid(year, first, second)))
    return [(day_first, found) for day_first, found in orders if found]
