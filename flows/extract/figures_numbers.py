"""Numbers in running text, in digits and in words, with the limits and the unit stated beside them.

No library of the index does this well enough: they take "a third man" for 1/3, read "five and seven" as 12 or
"hundreds of" as 100, and the best of them costs a hundred times the time of the language model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from flows.extract.figures_units import CURRENCY_AFTER, CURRENCY_BEFORE, UNIT_AFTER, currency_code, unit_of

UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
UNITS += "seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = {word: n for n, word in enumerate(UNITS)} | {word: 10 * n for n, word in enumerate(TENS, 2)}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
SCALES |= {"mln": 1e6, "mn": 1e6, "m": 1e6, "bln": 1e9, "bn": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3, "dozen": 12.0}
#: Plurals that name no number: the least that the word allows, which is two of its kind.
VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 2e2, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
VAGUE |= {"trillions": 2e12, "tens": 20.0}
FEW = {"several": 3.0, "a few": 2.0, "a handful": 3.0, "a couple": 2.0}
PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6}
PARTS |= {"seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "tenths": 10, "sixths": 6, "eighths": 8}

_BIG = "hundred|thousand|million|billion|trillion|dozen"
_ONES, _TEENS, _TENS = "|".join(UNITS[1:10]), "|".join(UNITS[:0:-1]), "|".join(TENS)
_WORD = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES})\b)?|{_TEENS}|zero)"
_AFTER_BIG = r"(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))(?:[ ]|[ ]and[ ])"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[ -](?:hundred|thousand|million|billion|trillion|mln|bln|mn|bn|tn|trn|lakh|crore|dozen)|(?:m|k|mn|bn|tn|trn))(?![\w])"
_PART = r"third|quarter|fifth|sixth|seventh|eighth|ninth|tenth"

NUMBER = re.compile(
    rf"""(?<![\w.,/:#-])(?:
      (?P<low>{_DIGITS})(?P<lowscale>{_SCALE})?[ ]?[-–][ ]?(?P<high>{_DIGITS})(?P<highscale>{_SCALE})?(?![\w])(?![-/:.]\d)
    | (?P<digits>{_DIGITS})(?P<scale>{_SCALE})?(?![/:.,]?\d)(?!(?:st|nd|rd|th|s)\b)
    | \b(?P<vague>(?:tens\ of\ |hundreds\ of\ )?(?:dozens|scores|hundreds|thousands|millions|billions|trillions)|tens)
      (?:,?\ if\ not\ (?:dozens|scores|hundreds|thousands|millions|more))?\b(?=\ of\b|[^\w-]|\Z)
    | \b(?P<half>half)\b(?![-])(?:\ a\ (?P<halfscale>million|billion|trillion|dozen|hundred|thousand))?
    | \b(?:(?P<over>an?|one|two|three|four|five|six|seven|eight|nine)[ -](?P<part>(?:{_PART})s?))\b
    | \b(?P<few>several|a\ few|a\ handful|a\ couple)(?:(?:\ of)?\ (?P<fewscale>hundred|thousand|million|billion|dozen))?\b
    | \b(?P<ratio>one\ (?:in|out\ of)\ (?:every\ )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|\d{1, 4}))(?![\w])
    | \b(?P<words>(?:a\ (?:{_BIG}|score(?=\ of\ ))|{_WORD})(?:[ -](?:{_BIG})\b|{_AFTER_BIG}{_WORD})*)(?![\w'’])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOSE = r"(?:(?:an?|the|its?|their|his|her)\ )?"
_BOUNDS = {
    "at_least": r"at least|no (?:fewer|less) than|a minimum of|not less than|minimum",
    "at_most": r"at most|up to|as many as|as much as|as high as|no more than|not more than|a maximum of|maximum",
    "more_than": r"(?:just |well |slightly |a little )?(?:more than|over|above|in excess of|upwards of|exceeding)|north of",
    "less_than": r"(?:just |well |slightly )?(?:less than|fewer than|under|below)",
    "nearly": r"nearly|almost|close to|just short of|not quite|virtually|approaching",
    "about": r"about|around|approximately|approx\.?|roughly|some|an estimated|estimated|circa|ca\.|or so|somewhere around",
    "exact": r"exactly|precisely|only|just|all|all the|all of the|another|a further|an additional|a total of|some of the",
}
BEFORE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _BOUNDS.items()) + r")\s+$", re.IGNORECASE
)
AFTER = re.compile(
    r"\s+(?:(?P<at_least>or more|or above|at least|and counting)|(?P<at_most>or (?:fewer|less)|at most)"
    r"|(?P<about>or so))\b",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"(?<![\w-])(?:between|from)\s+$", re.IGNORECASE)
JOINT = re.compile(r"\s*(?:(?P<to>to|[-–—])|(?P<and>and)|(?P<or>or))\s*$", re.IGNORECASE)
SPAN_BEFORE = 24  # characters that the longest phrase of limits and the sign of a currency take


@dataclass(frozen=True, slots=True)
class Number:
    """One number expression: its bounds with the words that limit it, the bare number's bounds, and its value.

    `low` and `high` are what the words guarantee: "dozens" is at least 24 (two dozen) and has no value of its own,
    "at least 31" has low 31 and no high, "nearly 400" has no low and high 400, "around 270" has neither.
    """

    start: int
    end: int
    bare_start: int
    bare_end: int
    value: float | None
    low: float | None
    high: float | None
    bound: str = "exact"
    unit: str | None = None
    measure: str | None = None
    kind: str = "digits"  # the branch of NUMBER that read it


def read_numbers(text: str) -> list[Number]:
    """The numbers of a text in order, ranges as one, whatever they may count."""
    found: list[Number] = []
    for match in NUMBER.finditer(text):
        if match["low"] and not _rises(match):
            continue
        number = _unit(text, _currency(text, _bare(match)))
        if found and (joined := _range(text, found[-1], number)):
            found[-1] = joined
        else:
            found.append(number)
    return [_limits(text, number) for number in found]


def _bare(match: re.Match[str]) -> Number:
    start, end = match.span()
    groups = {name: said for name, said in match.groupdict().items() if said}
    value, low, bound, high = None, None, "exact", None
    kind = next(name for name in ("low", "digits", "vague", "half", "part", "few", "ratio", "words") if name in groups)
    if kind == "low":
        scale = groups.get("highscale")
        low = _digits(groups["low"], groups.get("lowscale") or scale)
        high, bound = _digits(groups["high"], scale), "between"
    elif kind == "digits":
        value = _digits(groups["digits"], groups.get("scale"))
    elif kind == "vague":
        low, bound = (
            prod(
                VAGUE[word.lower()] if n == 0 else VAGUE[word.lower()] / 2
                for n, word in enumerate(groups["vague"].lower().split(" of "))
            ),
            "at_least",
        )
    elif kind == "half":
        value = 0.5 * SCALES.get(groups.get("halfscale", "").lower(), 1.0)
    elif kind == "part":
        value = _over(groups["over"].lower()) / PARTS[groups["part"].lower()]
    elif kind == "few":
        low, bound = FEW[groups["few"].lower()] * SCALES.get(groups.get("fewscale", "").lower(), 1.0), "at_least"
    elif kind == "ratio":
        among = groups["ratio"].lower().rsplit(" ", 1)[1]
        value = 1 / float(SMALL.get(among, among))
    else:
        value, low, bound = _words(groups["words"].lower())
    exact = value if bound == "exact" else None
    return Number(
        start,
        end,
        start,
        end,
        value,
        low if low is not None else exact,
        high if high is not None else exact,
        bound,
        kind=kind,
    )


def _rises(match: re.Match[str]) -> bool:
    """Whether a range goes up, as no score ("3-2") or vote ("52-35") does."""
    scale = match["highscale"]
    return _digits(match["low"], match["lowscale"] or scale) < _digits(match["high"], scale)


def _digits(said: str, scale: str | None) -> float:
    value = float(said.replace(",", ""))
    return float(f"{value * SCALES[scale.strip(' -').lower()]:.12g}") if scale else value


def _over(said: str) -> int:
    return 1 if said in ("a", "an") else SMALL[said]


def _words(said: str) -> tuple[float | None, float | None, str]:
    """Value, least value and bound of a number in words: "one hundred and fifty-two", "a score", "several hundred"."""
    words = [word for word in re.split(r"[ -]", said) if word not in ("and",)]
    if words[-1] == "score":
        return 20.0, None, "about"
    total, current = 0.0, 0.0
    for word in words:
        if word == "a":
            current = 1.0
        elif word in SMALL:
            current += SMALL[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * SCALES[word]
        else:
            total, current = total + (current or 1.0) * SCALES[word], 0.0
    return total + current, None, "exact"


def _currency(text: str, number: Number) -> Number:
    """The number with the sign or name of a currency before or after it."""
    before = CURRENCY_BEFORE.search(text, max(0, number.start - 8), number.start)
    after = CURRENCY_AFTER.match(text, number.end)
    if not before and not after:
        return number
    code = (after and currency_code(after[0])) or (before and currency_code(before[0])) or None
    return replace(
        number,
        start=before.start() if before else number.start,
        end=after.end() if after else number.end,
        unit=code,
        measure="money",
    )


def _unit(text: str, number: Number) -> Number:
    if number.measure:
        return number
    if match := UNIT_AFTER.match(text, number.end):
        unit, measure = unit_of(match)
        return replace(number, end=match.end(), unit=unit, measure=measure)
    if number.kind == "half" and (number.value or 0) < 1 or number.kind in ("part", "ratio"):
        return replace(number, unit="fraction", measure="share")
    return number


def _range(text: str, left: Number, right: Number) -> Number | None:
    """Both as one range: "20 to 25 percent", "between $12 million and $20 million", "five or six"."""
    joint = JOINT.fullmatch(text, left.end, right.start) if right.start - left.end <= 5 else None
    if not joint or left.bound != "exact" or right.bound != "exact" or left.value is None or right.value is None:
        return None
    if left.measure and right.measure and left.measure != right.measure or left.value >= right.value:
        return None
    before = BETWEEN.search(text, max(0, left.start - SPAN_BEFORE), left.start)
    between = before is not None and before[0].lower().startswith("between")
    if joint["and"] and not between or joint["or"] and right.value - left.value > 1 or (before and not between):
        return None
    return replace(
        left,
        start=before.start() if before else left.start,
        end=right.end,
        bare_end=right.bare_end,
        value=None,
        low=left.value,
        high=right.value,
        bound="between",
        unit=right.unit or left.unit,
        measure=right.measure or left.measure,
        kind="low",
    )


def _limits(text: str, number: Number) -> Number:
    """The number with the words before and after it that limit it."""
    before = BEFORE.search(text, max(0, number.start - SPAN_BEFORE), number.start)
    after = AFTER.match(text, number.end)
    said = (after and after.lastgroup) or (before and before.lastgroup)
    start, end = before.start() if before else number.start, after.end() if after else number.end
    if not said or number.bound != "exact" or said == "exact":
        return replace(number, start=start, end=end)
    value = number.value
    low = value if said in ("at_least", "more_than") else None
    high = value if said in ("at_most", "less_than", "nearly") else None
    return replace(number, start=start, end=end, low=low, high=high, bound="about" if said == "nearly" else said)
