"""Dates as EDTF (ISO 8601-2:2019, https://www.loc.gov/standards/datetime/): the days they cover, and days as EDTF."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

Stretch = tuple[date, date]  # first and last day

#: First month and number of months of the divisions of a year. Seasons are meteorological, of the northern half where
#: the code does not say; winter begins in the year it is named by.
_DIVISIONS = {
    **{code: (month, 3) for base in (21, 25) for code, month in zip(range(base, base + 4), (3, 6, 9, 12), strict=True)},
    **{code: (month, 3) for code, month in zip(range(29, 33), (9, 12, 3, 6), strict=True)},
    **{code: (month, 3) for code, month in zip(range(33, 37), (1, 4, 7, 10), strict=True)},
    **{code: (month, 4) for code, month in zip(range(37, 40), (1, 5, 9), strict=True)},
    40: (1, 6),
    41: (7, 6),
}
_DATE = re.compile(r"(\d{4}|\d{3}X|\d\dXX|\dXXX)(?:-(\d\d|\dX|XX)(?:-(\d\d|\dX|XX))?)?(?:T[\d:.+Z-]*)?")


def edtf_bounds(edtf: str | None) -> Stretch | None:
    """The first and last day that an EDTF date, interval or choice of two covers; None for an open or unreadable one.

    Unspecified digits count as the whole range they leave open, "about" and "perhaps" (`~`, `?`, `%`) as if not there.
    """
    first, slash, last = re.sub("[~?%]", "", (edtf or "").strip()).partition("/")
    if one_of := re.fullmatch(r"\[([^,/]+),([^,/]+)\]", first):
        first, last = one_of.groups()
    start = _covered(first)
    end = _covered(last) if slash or one_of else start
    if start is None or end is None or end[1] < start[0]:
        return None
    return start[0], end[1]


def edtf_of(first: date, last: date | None = None) -> str:
    """The shortest EDTF that covers just the days from `first` to `last` (one day, if `last` is left out)."""
    last = last or first
    year, whole_months = f"{first.year:04}", first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if first.timetuple()[:3] == last.timetuple()[:3]:
        return f"{year}-{first.month:02}-{first.day:02}"
    if not whole_months:
        return f"{edtf_of(first)}/{edtf_of(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{year}-{first.month:02}"
    if (first.month, last.month) != (1, 12):
        return f"{year}-{first.month:02}/{last.year:04}-{last.month:02}"
    if first.year == last.year:
        return year
    for digits in (1, 2):
        if last.year - first.year + 1 == 10**digits and first.year % 10**digits == 0:
            return year[:-digits] + "X" * digits
    return f"{year}/{last.year:04}"


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month where it has no such day.

    Raises OverflowError or ValueError where that lies outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _covered(text: str) -> Stretch | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        return _days(year.replace("X", "0"), month, day)[0], _days(year.replace("X", "9"), month, day)[1]
    except ValueError:
        return None


def _days(year: str, month: str | None, day: str | None) -> Stretch:
    if month is None or month == "XX":
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if "X" in month:
        raise ValueError("no month by its second digit alone")
    start_month, count = (int(month), 1) if int(month) <= 12 else _DIVISIONS.get(int(month), (0, 0))
    start = date(int(year), start_month, 1)
    final = add_months(start, count - 1)
    end = final.replace(day=monthrange(final.year, final.month)[1])
    if day is None or day == "XX":
        return start, end
    if "X" in day:
        low, high = max(1, int(day.replace("X", "0"))), int(day.replace("X", "9"))
        return start.replace(day=low), end.replace(day=min(high, end.day))
    exact = start.replace(day=int(day))
    return exact, exact
