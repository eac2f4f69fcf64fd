"""Numbers in running text, in digits and in words, with the limits and the unit stated beside them.

No library of the index does this well enough: they take "a third man" for 1/3, read "five and seven" as 12 or
"hundreds of" as 100, and the most complete of them costs ten times the time of the language model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import prod

from flows.extract.counting.grammar import (
    AFTER,
    APART,
    BEFORE,
    BETWEEN,
    FEW,
    JOINT,
    JUST,
    KINDS,
    NUMBER,
    PARTS,
    SCALES,
    SMALL,
    VAGUE,
    YEAR,
)
from flows.extract.counting.units import CURRENCY_AFTER, CURRENCY_BEFORE, UNIT_AFTER, currency_code, unit_of

REACH = 24  # code points that the longest phrase of limits before a number takes

SAME_AS = {"nearly": "about", "plus": "at_least"}  # groups of the grammar that are no bound of their own
LONGEST = 80  # code points of a number that somebody may read


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
    scale: float = 1.0  # of "13 billion"
    tail: int = 0  # end of the unit that stands apart from the number and is left out of its bounds: "20 kilometres"


def read_numbers(text: str) -> list[Number]:
    """The numbers of a text in order, ranges as one, whatever they may count."""
    found: list[Number] = []
    for match in NUMBER.finditer(text):
        if _is_refused(text, match):
            continue
        number = _with_unit(text, _with_currency(text, _bare(match)))
        if text[number.end : number.end + 1].isalnum():  # "3G", "320x240"
            continue
        if found and (joined := _range(text, found[-1], number)):
            found[-1] = joined
        else:
            found.append(number)
    return [_with_limits(text, number) for number in found]


def _is_refused(text: str, match: re.Match[str]) -> bool:
    """Whether it is a score or vote ("52-35"), an issue number ("#5"), two years ("2014-16") or no readable number."""
    if match.end() - match.start() > LONGEST:
        return True
    if match["low"]:
        rises = _digits(match["low"], match["lowscale"] or match["highscale"]) < _digits(
            match["high"], match["highscale"]
        )
        return not rises or (YEAR.fullmatch(match["low"]) is not None and len(match["high"]) in (2, 4))
    return text[match.start() - 1 : match.start()] == "#" and not match["scale"]


def _bare(match: re.Match[str]) -> Number:
    """The number as written, without unit and limits."""
    said = {name: words.lower() for name, words in match.groupdict().items() if words}
    kind = next(name for name in KINDS if name in said)
    start, end = match.span()
    if kind == "low":
        low = _digits(said["low"], said.get("lowscale") or said.get("highscale"))
        high = _digits(said["high"], said.get("highscale"))
        return Number(start, end, start, end, None, low, high, "between", kind=kind)
    if kind in ("vague", "few"):
        return Number(start, end, start, end, None, _least(said), None, "at_least", kind=kind)
    value = _value(kind, said) + (0.5 if "more" in said or "wordsmore" in said else 0.0)
    bound = "about" if said.get("words", "").endswith("score") else "exact"
    sure = value if bound == "exact" else None
    return Number(start, end, start, end, value, sure, sure, bound, kind=kind, scale=_scale(said))


def _least(said: dict[str, str]) -> float:
    """The least that a word for many allows: "hundreds of thousands" is two hundred thousand."""
    if "few" in said:
        return FEW[said["few"]] * SCALES.get(said.get("fewscale", ""), 1.0)
    first, *others = said["vague"].split(" of ")
    return VAGUE[first] * prod(VAGUE[word] / 2 for word in others)


def _value(kind: str, said: dict[str, str]) -> float:
    if kind == "digits":
        return _digits(said["digits"], said.get("scale"))
    if kind == "half":
        return 0.5 * SCALES.get(said.get("halfscale", ""), 1.0)
    if kind == "part":
        return SMALL.get(said["over"], 1) / PARTS[said["part"]]
    if kind == "ratio":
        return 1 / float(SMALL.get(said["among"]) or said["among"])
    return _words(said["words"])


def _digits(said: str, scale: str | None) -> float:
    value = float(said.replace(",", ""))
    # Twelve digits, so that 16.6 billion is not 16600000000.000002.
    return float(f"{value * SCALES[scale.strip(' -').lower()]:.12g}") if scale else value


def _words(said: str) -> float:
    """The value of a number in words: "one hundred and fifty-two", "a score"."""
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]", said):
        if word in ("a", "and"):
            current = current or float(word == "a")
        elif word == "score":
            current = 20.0
        elif word in SMALL:
            current += SMALL[word]
        elif SCALES[word] < 1000:
            current = (current or 1.0) * SCALES[word]
        else:
            total, current = total + (current or 1.0) * SCALES[word], 0.0
    return total + current


def _scale(said: dict[str, str]) -> float:
    """The scale of "13 billion" and "three hundred", 1 where there is none or more than that."""
    if scale := said.get("scale"):
        return SCALES[scale.strip(" -")]
    words = re.split(r"[ -]", said.get("words", ""))
    return SCALES.get(words[-1], 1.0) if len(words) == 2 else 1.0


def _with_currency(text: str, number: Number) -> Number:
    """The number with the sign or name of a currency before or after it."""
    before = CURRENCY_BEFORE.search(text, max(0, number.start - 8), number.start)
    after = CURRENCY_AFTER.match(text, number.end)
    if not before and not after:
        return number
    code = (after and currency_code(after[0])) or (before and currency_code(before[0])) or None
    start, end = before.start() if before else number.start, after.end() if after else number.end
    return replace(number, start=start, end=end, unit=code, measure="money")


def _with_unit(text: str, number: Number) -> Number:
    """The number with its unit; a unit that is a word apart stays out of its bounds, as other nouns do."""
    if number.measure:
        return number
    match = UNIT_AFTER.match(text, number.end)
    if not match:
        is_share = number.kind in ("part", "ratio") or (number.kind == "half" and number.value == 0.5)
        return replace(number, unit="fraction", measure="share") if is_share else number
    unit, measure = unit_of(match)
    said = match[0].strip()
    is_word = match[0][0] == " " and said.islower() and len(said) > 3
    is_apart = is_word and measure not in ("share", "money") and number.kind != "half"
    return replace(number, end=number.end if is_apart else match.end(), unit=unit, measure=measure, tail=match.end())


def _range(text: str, left: Number, right: Number) -> Number | None:
    """Both as one range: "20 to 25 percent", "between $12 million and $20 million", "five or six"."""
    joint = JOINT.fullmatch(text, left.end, right.start) if right.start - left.end <= 6 else None
    if not joint or left.value is None or right.value is None or "about" in (left.bound, right.bound):
        return None
    if left.scale == 1.0 < right.scale and left.value < right.value / right.scale:
        left = replace(left, value=left.value * right.scale)  # "five to six million"
    if (left.measure and right.measure and left.measure != right.measure) or (left.value or 0) >= right.value:
        return None
    before = BETWEEN.search(text, max(0, left.start - REACH), left.start)
    is_between = before is not None and before["between"] is not None
    if (joint["and"] or before) and not is_between:
        return None
    if joint["or"] and right.value - (left.value or 0) > 1:
        return None
    return replace(
        right,
        start=before.start() if before else left.start,
        bare_start=left.bare_start,
        value=None,
        low=left.value,
        high=right.value,
        bound="between",
        unit=right.unit or left.unit,
        measure=right.measure or left.measure,
        kind="low",
    )


def _with_limits(text: str, number: Number) -> Number:
    """The number with the words before and after it that limit it."""
    before = BEFORE.search(text, max(0, number.start - REACH), number.start)
    after = AFTER.match(text, max(number.end, number.tail))
    bound = (after and after.lastgroup) or (before and before.lastgroup)
    is_far = before and (APART.match(before[0]) or JUST.search(text, max(0, before.start() - 9), before.start()))
    start = before.start() if before and not is_far else number.start
    end = after.end() if after and bound != "plus" else number.end
    if not bound or number.bound != "exact" or bound == "exact":
        return replace(number, start=start, end=end)
    low = number.value if bound in ("at_least", "more_than", "plus") else None
    high = number.value if bound in ("at_most", "less_than", "nearly") else None
    return replace(number, start=start, end=end, low=low, high=high, bound=SAME_AS.get(bound, bound))
