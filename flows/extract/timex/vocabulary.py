"""The words that time expressions are made of: the class of each, and what it means.

The classes, each a letter. Capitals name times: M month, W weekday, S season, P part of the day, E today, B tonight,
U unit, V decade, Y year, K clock time, I and J dates in digits, Q quarter, A feast, R vague time, F frequency, H half,
Z zone. Small letters count or point at them: u units, w weekdays, d number up to 31, n other number, x four digits that
may be a clock time, y "'99", o ordinal, q "several", a "a", D "the", T "this", t "that", s "same", L "last", X "next",
g "ago", k "earlier", l "later", j "before", m "early", e "every", b "time", r "future", C "whole", v and f "fiscal",
z "pm". The rest holds a phrase together: O "of", i "in", N "on", G "long", & "and", c comma, h hyphen. A point is any
other word.
"""

from __future__ import annotations

from typing import Final

Value = int | float | str

LETTERS: Final[dict[str, tuple[str, Value]]] = {}


def _enter(letter: str, words: str, value: Value | None = None) -> None:
    for word in words.split():
        LETTERS[word] = (letter, word if value is None else value)


def _enter_in_order(letter: str, groups: str, first: int = 1, step: int = 1) -> None:
    """Words whose values count up; those parted by "|" mean the same."""
    for index, group in enumerate(groups.split()):
        _enter(letter, group.replace("|", " "), first + index * step)


# --- the calendar
_enter_in_order(
    "M",
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct "
    "november|nov december|dec",
)
_enter_in_order(
    "W", "monday|mon tuesday|tue|tues wednesday|wed|weds thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun", 0
)
_enter_in_order("w", "mondays tuesdays wednesdays thursdays fridays saturdays sundays", 0)
_enter_in_order("E", "yesterday today tomorrow", -1)
_enter_in_order("S", "spring summer autumn|fall winter", 3, 3)
for _unit in ("minute", "hour", "day", "week", "weekend", "fortnight", "month", "quarter", "year", "decade"):
    _enter("U", _unit)
    _enter("u", f"{_unit}s", _unit)
_enter("u", "seconds", "second")
_enter("U", "century")
_enter("u", "centuries", "century")
_enter("U", "millennium")
_enter("u", "millennia", "millennium")
_enter("C", "calendar entire whole full")
_enter("v", "fiscal financial")

# --- parts of the day
_enter("P", "morning dawn sunrise daybreak", "MO")
_enter("P", "midday lunchtime", "MI")
_enter("P", "afternoon", "AF")
_enter("P", "evening dusk sunset", "EV")
_enter("P", "night nightfall", "NI")
_enter("P", "noon", "12:00")
_enter("P", "midnight", "24:00")
_enter("B", "tonight overnight", "NI")
_enter("Z", "utc gmt est edt cst cdt pst pdt cet cest bst local")
_enter("b", "time period")

# --- numbers
_enter_in_order(
    "n",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    0,
)
_enter_in_order("n", "twenty thirty forty fifty sixty seventy eighty ninety hundred", 20, 10)
_enter("n", "thousand", 1000)
_enter_in_order(
    "o",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
)
_enter("q", "several few couple many some numerous various dozens hundreds")
_enter("H", "half")
_enter("a", "a an", 1)

# --- which one: this, the last, the next; ago, later; early, late
_enter("D", "the")
_enter("T", "this these")
_enter("t", "that those")
_enter("s", "same")
_enter("L", "last past previous preceding final", -1)
_enter("X", "next following coming upcoming subsequent forthcoming ensuing", 1)
_enter("g", "ago", -1)
_enter("k", "earlier", -1)
_enter("l", "later", 1)
_enter("j", "before", -1)
_enter("j", "after", 1)
_enter("m", "early beginning start", "START")
_enter("m", "mid middle", "MID")
_enter("m", "late end", "END")

# --- repeated and vague times
_enter("e", "every each per")
_enter("F", "hourly", "PT1H")
_enter("F", "daily nightly", "P1D")
_enter("F", "weekly", "P1W")
_enter("F", "biweekly fortnightly", "P2W")
_enter("F", "monthly", "P1M")
_enter("F", "quarterly", "P3M")
_enter("F", "biannual biannually semiannual", "P6M")
_enter("F", "annual annually yearly", "P1Y")
_enter("R", "now currently nowadays presently current", "PRESENT_REF")
_enter("R", "recently recent lately", "PAST_REF")
_enter("R", "soon shortly", "FUTURE_REF")
_enter("r", "future", "FUTURE_REF")

# --- what holds a phrase together
_enter("O", "of")
_enter("i", "in during")
_enter("N", "on")
_enter("G", "long")
_enter("&", "and or to through until till")
