"""Stretches of the calendar that have a name: a day, a week, a month, a season, a year and so on."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from flows.edtf import Stretch, add_months, edtf_of

#: How many months a unit lasts; days, weeks and weekends are counted in days.
MONTHS = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
SEASONS = {3: ("SP", 21), 6: ("SU", 22), 9: ("FA", 23), 12: ("WI", 24)}


@dataclass(frozen=True, slots=True)
class Period:
    """The day, week, month … of the calendar that begins on `first`."""

    unit: str
    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        if self.unit in MONTHS:
            month = add_months(self.first, MONTHS[self.unit] - 1)
            return month.replace(day=monthrange(month.year, month.month)[1])
        return self.first + timedelta({"day": 0, "weekend": 1, "week": 6, "fortnight": 13}[self.unit])

    @property
    def stretch(self) -> Stretch:
        """Its first and last day."""
        return self.first, self.last

    @property
    def value(self) -> str:
        """It as a TIMEX3 value."""
        year, month = f"{self.first.year:04}", self.first.month
        match self.unit:
            case "day" | "fortnight":
                return self.first.isoformat()
            case "week" | "weekend":
                iso = self.first.isocalendar()
                return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if self.unit == "weekend" else "")
            case "month":
                return f"{year}-{month:02}"
            case "quarter":
                return f"{year}-Q{month // 3 + 1}"
            case "half":
                return f"{year}-H{month // 6 + 1}"
            case "season":
                return f"{year}-{SEASONS[month][0]}"
        return {"year": year, "decade": year[:3], "century": year[:2]}[self.unit]

    @property
    def edtf(self) -> str:
        """It as EDTF."""
        if self.unit == "season":
            return f"{self.first.year:04}-{SEASONS[self.first.month][1]}"
        return edtf_of(*self.stretch)

    def shift(self, count: int) -> Period:
        """The one `count` such periods later."""
        if self.unit in MONTHS:
            return Period(self.unit, add_months(self.first, count * MONTHS[self.unit]))
        return Period(self.unit, self.first + timedelta(count * DAYS[self.unit]))


def period_at(unit: str, day: date) -> Period:
    """The period of a kind that holds a day (for a weekend: that of the same week)."""
    match unit:
        case "week":
            return Period(unit, day - timedelta(day.weekday()))
        case "weekend":
            return Period(unit, day + timedelta(5 - day.weekday()))
        case "month":
            return Period(unit, day.replace(day=1))
        case "season":
            return Period(unit, add_months(day.replace(day=1), -(day.month % 3)))
        case "quarter" | "half":
            length = MONTHS[unit]
            return Period(unit, date(day.year, (day.month - 1) // length * length + 1, 1))
        case "year" | "decade" | "century":
            length = MONTHS[unit] // 12
            return Period(unit, date(max(1, day.year // length * length), 1, 1))
    return Period(unit, day)


def of_month(year: int, month: int) -> Period:
    """A month of a year."""
    return Period("month", date(year, month, 1))


def of_year(year: int) -> Period:
    """A year."""
    return Period("year", date(year, 1, 1))


def full_year(year: int) -> int:
    """The year that two digits stand for: 90 is 1990, 16 is 2016."""
    return year if year >= 100 else year + (1900 if year >= 40 else 2000)
