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
#: What may stand before a bare plural that tells a length: "for years", "over the weeks".
_FOR: Final = frozenset({"for", "over", "within", "after", "in", "of", "took", "take", "takes", "lasted", "spent"})
_AGED: Final = frozenset({"aged", "age", "ages"})
#: What follows a unit that is a rate: never "a week after", "a year ago".
_NOT_A_RATE: Final = frozenset({"after", "before", "from", "since", "of", "long", "old", "and", "to", "when", "that"})


def length(p: Phrase, _: Setting) -> Reading | None:
    """A length of time: "four months", "two and a half years", "several weeks"; a rate: "15 a year"."""
    unit = p.value("Uu")
    if _is_age(p) or (p.words[0].text == "many" and p.before().text == "as"):
        return None
    if p.letters == "aU" and _is_rate(p):
        return Reading("SET", duration(unit, 1))
    if p.letters == "aU" and unit in ("day", "quarter", "weekend") and p.behind().text not in ("after", "before"):
        return None  # "not a day anybody can be prepared for", "a quarter of all"
    return Reading("DURATION", duration(unit, count(p)))


def bare_length(p: Phrase, _: Setting) -> Reading | None:
    """Units without a number: "for years", "decades of war"."""
    before = p.before().text if p.before().letter != "D" else p.before(2).text
    if p.value("u") in ("decade", "century"):
        return Reading("DURATION", duration(p.value("u"), None))
    if before not in _FOR and p.behind().text not in ("of", "before", "after", "earlier", "later", "ago"):
        return None
    if p.behind().text in ("since", "old") or p.before().letter == "m" or p.value("u") == "second":
        return None
    return Reading("DURATION", duration(p.value("u"), None))


def first_of_two(p: Phrase, _: Setting) -> Reading | None:
    """The lower of two lengths: "60" of "60 to 90 days"."""
    unit = next((word for word in p.row[p.stop : p.stop + 7] if word.letter in "Uu"), None)
    if unit is None or p.before().text in _AGED:
        return None
    return Reading("DURATION", duration(str(unit.value), count(p)))


def long(p: Phrase, _: Setting) -> Reading | None:
    """A length as an adjective: "decades-long", "week-long"."""
    return Reading("DURATION", duration(p.value("Uu"), 1 if p.get("U") else None))


def around_now(p: Phrase, _: Setting) -> Reading | None:
    """A length of time before or after now: "the last four years", "recent months", "these days"."""
    if p.get("T"):
        return Reading("DATE", "PRESENT_REF", anchor="document") if p.value("u") == "day" else None
    return Reading("DURATION", duration(p.value("Uu"), count(p.after("LX")) if p.get("LX") else None))


def vague(p: Phrase, _: Setting) -> Reading | None:
    """A vague time: "now", "recently", "soon", "the future"."""
    word = p.words[-1]
    if p.get("rL"):
        vague_past = word.text == "past" and not p.behind().text.isalpha()
        return Reading("DATE", "FUTURE_REF" if p.get("r") else "PAST_REF") if p.get("r") or vague_past else None
    if p.behind().letter in "hj":
        return None  # "now-notorious", "soon after"
    return Reading("DATE", str(word.value), anchor="document")


def recurring(p: Phrase, _: Setting) -> Reading | None:
    """A repeated time: "every Monday", "annually", "every two weeks"."""
    if weekday := p.get("Ww"):
        return Reading("SET", f"XXXX-WXX-{int(weekday.value) + 1}")
    if p.get("F"):
        return Reading("SET", p.value("F"))
    if p.get("Uu"):
        return Reading("SET", duration(p.value("Uu"), count(p) if p.get("ndYaqo") else 1))
    if p.get("P"):
        return Reading("SET", f"XXXX-XX-XXT{p.value('P')}")
    return Reading("SET", f"XXXX-{p.number('M'):02}" if p.get("M") else "P1Y")


def reckoned(p: Phrase, at: Setting) -> Reading | None:
    """A point so long before or after another: "two years ago", "three days later", "a month earlier"."""
    unit, number, way = p.value("Uu"), count(p), p.words[-1]
    if p.letters == "ug":
        return Reading("DATE", "PAST_REF", anchor="document")
    if p.behind().text == "than":
        return Reading("DURATION", duration(unit, number))
    if unit in ("second", "minute", "hour"):
        return Reading("TIME")
    if number is None or not float(number).is_integer():
        return Reading("DATE", "PAST_REF" if way.letter == "g" else None)
    unit, number = ("week", number * 2) if unit == "fortnight" else (unit, number)
    if unit not in ("day", "week", "month", "quarter", "year", "decade", "century"):
        return None
    if way.letter == "g":
        return after(period_at(unit, at.now), unit, -int(number), "document")
    found = after(at.then, unit, int(number) * int(way.value), "text")
    if found.period and at.today and found.period.first > at.today and at.tense != "future":
        return Reading("DATE")  # what it was reckoned from was not the story's time
    return found


def after(base: Period, unit: str, number: int, anchor: str) -> Reading:
    """The period of a kind so many later than another, where the other is as precise as that."""
    if (base.last - base.first) > (period_at(unit, base.first).last - period_at(unit, base.first).first):
        return Reading("DATE", anchor=anchor)
    return dated(period_at(unit, base.first).shift(number), anchor)


def count(p: Phrase) -> float | None:
    """The number that words before a unit say; None for "several" and for no number."""
    if p.get("q"):
        return 2.0 if any(word.text == "couple" for word in p.words) else None
    total: float | None = None
    for word in p.words:
        if word.letter in "ndYxo":
            number = float(word.value)
            total = number if total is None else total * number if number in (100, 1000) else total + number
        elif word.letter == "H":
            total = (total or 0) + 0.5
        elif word.letter in "Uu" and total is not None:
            break
    if total in (0.5, None) and p.letters.startswith("aU"):
        return 1.0 + (total or 0)
    return 1.0 if total is None and p.get("a") else total


def duration(unit: str, number: float | None) -> str:
    """The TIMEX3 value of so many units; X for an unknown number."""
    code, factor = _CODES[unit]
    return "P" + code.format("X" if number is None else f"{number * factor:g}")


def _is_age(p: Phrase) -> bool:
    word = p.behind(2) if p.behind().letter == "h" else p.behind()
    aged = p.before().text in _AGED or p.before(3).text in _AGED
    return aged or word.text in ("old", "olds") or (word.text == "of" and p.behind(2).text == "age")


def _is_rate(p: Phrase) -> bool:
    if p.behind().text in _NOT_A_RATE or p.behind().letter in "gkljnd":
        return False
    before = [p.before(n).text for n in range(1, 5)]
    if (
        before[0] in ("once", "twice", "times", "percent", "million", "billion", "%", "hours")
        or p.before().letter in "nYdx"
    ):
        return True
    return before[0].endswith("s") and any(p.before(n).letter in "nYd" for n in range(2, 5))
