"""A text as words with classes of one letter, in which `phrases.py` finds time expressions by regular expressions."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from flows.extract.timex.vocabulary import LETTERS, Value
from flows.lexicons import table

#: Abbreviated months and weekdays count beside a number only: "Mar", "Sun" and "Sat" are names and words as well.
_SHORT: Final = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
    | {"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"}
)
_DIGIT_BEHIND: Final = re.compile(r"\.?,? ?\d")
_DIGIT_BEFORE: Final = re.compile(r"\d(?:st|nd|rd|th)?[ -]")

_FEASTS: Final = {name: f"{day}" for day, names in table("feast_days").items() for name in names}
_FEAST_NAMES: Final = "|".join(map(re.escape, sorted(_FEASTS, key=len, reverse=True)))

#: What parts a text: feasts, words, dates and times in digits, decades, ordinals, numbers, marks.
_PARTS: Final = re.compile(
    r"(?P<quarter>[QH][1-4]\b)"
    r"|(?P<fiscal>FY ?['’]?(?:\d{4}|\d{2})\b)"
    r"|(?P<noon>[ap]\. ?m\b\.?|[AP]\. ?M\b\.?|[ap]m\b|[AP]M\b|o['’]clock\b)"
    rf"|(?P<feast>(?=[A-Z])(?:{_FEAST_NAMES})\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<fraction>\d{1,3}[ -]\d/\d\b|\d{1,3} ?½)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?![\d-]))"
    r"|(?P<slash>\d{1,2}(?P<sign>[/.])\d{1,2}(?P=sign)(?:\d{4}|\d\d)(?![\d/])|\d{4}/\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|\d{1,2}\.\d\d(?= ?(?:[ap]\.? ?m|local|GMT|UTC|hours)\b))"
    r"|(?P<decade>(?:1\d{2}|20\d|['’]?[1-9])0['’]?s\b)"
    r"|(?P<short>['’]\d\d\b)"
    r"|(?P<ordinal>\d{1,2}(?i:st|nd|rd|th)\b)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<mark>[^\w\s]|_)"
)
_NEVER_LOWER: Final = frozenset("MWw")  # "march" is a verb
_MARKS: Final = {",": "c", "-": "h", "–": "h", "‑": "h"}
_LETTER_OF: Final = {"iso": "I", "slash": "J", "clock": "K", "quarter": "Q"}
_OTHER: Final = (".", "")
_LONGEST_NUMBER: Final = 12


class Word(NamedTuple):
    """One word of the text, its class, what it means and its letters in lower case."""

    start: int
    end: int
    letter: str
    value: Value
    text: str


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Every word and mark between two code points of a text, in order; the point of "Sept." goes with it."""
    words: list[Word] = []
    for match in _PARTS.finditer(text, start, len(text) if end is None else end):
        said, (begin, stop) = match.group(), match.span()
        lower = said.lower()
        if match.lastgroup == "word":
            letter, value = LETTERS.get(lower, _OTHER)
            if letter in _NEVER_LOWER and not _is_calendar_word(text, begin, stop, lower):
                letter = "."
            elif lower == "following" and (not words or words[-1].letter != "D"):
                letter = "."  # "after": "following Monday's vote"
        elif said == "." and words and words[-1].end == begin and words[-1].text in _SHORT and words[-1].letter in "MW":
            continue
        elif match.lastgroup == "feast":
            letter, value = "A", _FEASTS[said]
        else:
            letter, value = _marked(match.lastgroup or "", lower)
        words.append(Word(begin, stop, letter, value, lower))
    return words


def _is_calendar_word(text: str, begin: int, stop: int, lower: str) -> bool:
    """Whether a word that reads like a month or weekday may be one: capitalised, and beside a number if it is short."""
    if text[begin].islower():
        return False
    return lower not in _SHORT or bool(
        _DIGIT_BEHIND.match(text, stop) or _DIGIT_BEFORE.search(text, max(0, begin - 4), begin)
    )


def _marked(kind: str, text: str) -> tuple[str, Value]:
    if kind in _LETTER_OF:
        return _LETTER_OF[kind], text
    match kind:
        case "number":
            return _number(text)
        case "mark":
            return _MARKS.get(text, "."), ""
        case "fraction":
            whole, *parts = map(int, re.findall(r"\d+", text))
            return "n", whole + (parts[0] / (parts[1] or 1) if parts else 0.5)
        case "ordinal":
            return "o", int(text[:-2])
        case "decade":
            return "V", int(text.strip("'’s"))
        case "short":
            return "y", int(text[1:])
        case "noon":
            return "z", text[0]
        case "fiscal":
            return "f", int(text[2:].strip(" '’"))
    return ".", ""


def _number(text: str) -> tuple[str, Value]:
    """A day "d", a year "Y", a clock time without its colon "x", or any other number "n"."""
    if len(text) > _LONGEST_NUMBER:
        return ".", ""
    number = float(text.replace(",", ""))
    value: Value = int(number) if number.is_integer() else number
    if text.isdigit() and len(text) <= 2 and 1 <= number <= 31:
        return "d", value
    if text.isdigit() and len(text) == 4:
        if 1000 <= number <= 2100:
            return "Y", value
        if number < 2400 and number % 100 < 60:
            return "x", value
    return "n", value
