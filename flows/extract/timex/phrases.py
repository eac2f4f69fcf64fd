"""The phrases that words make: one regular expression over their classes, and which reader understands each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from flows.extract.timex import calendar_phrases as c
from flows.extract.timex import clock_phrases as t
from flows.extract.timex import length_phrases as d
from flows.extract.timex.setting import Phrase, Reading, Setting
from flows.extract.timex.words import Word

Reader = Callable[[Phrase, Setting], Reading | None]

WEEKDAY: Final = r"(?:Wc?)?"
MODIFIED: Final = r"D?m[hOiN]?D?"
COUNT: Final = r"(?:a?qO?|an|[ndYH](?:h?n)*(?:&aH)?)"
#: A named period: a year, month, season, decade, century or a week, month … reckoned from another.
PERIOD: Final = (
    r"(?:Mc?O?Y|My|MO?[DTtLXs]+U|M|D?S(?:O?Y|O[DTtLXs]+U)|[DTtLX]+S|C?UY|f|QY?|D?V|D?o[h]?U|[TtLX]C?U|D[LXsC]+U|sU|Y)"
)
CLOCK: Final = r"(?:Kz?|dz)Z?"
DAY: Final = rf"(?:{WEEKDAY}Md(?:c?Y)?|{WEEKDAY}D?[do]O?M(?:c?Y)?|W|E)"

#: In the order of preference: the first that matches at a word is it.
PHRASES: Final[tuple[tuple[str, Reader], ...]] = (
    (r"I", c.digits),
    (r"J", c.digits),
    (rf"{WEEKDAY}D?d[h&]dO?M(?:c?Y)?", c.days),
    (rf"{WEEKDAY}Md[h&]d(?:c?Y)?(?![uUn])", c.days),
    (rf"D?PO{DAY}", t.part_of_day),
    (rf"{WEEKDAY}M[do]c?[Yy](?![un])", c.day),
    (rf"{WEEKDAY}D?[do]O?Mc?O?(?:Y|y)", c.day),
    (rf"{WEEKDAY}dMn(?![un])", c.day),
    (rf"{WEEKDAY}(?:D?[do]O?M|MD?[do](?![hn]*[un]))(?:O[TtLX]U)?P?", c.day_of_year),
    (rf"{CLOCK}[WE]", t.clock_of_day),
    (CLOCK, t.clock),
    (r"m?[WE]P", t.part_of_day),
    (r"(?:D?[TtLXs]|D)P", t.part_of_day),
    (r"B", t.tonight),
    (r"(?:[kl]|m)E", c.today),
    (r"E", c.today),
    (rf"e(?:W|P|S|M|U|{COUNT}[Uu]|o[UW])", d.recurring),
    (r"w", d.recurring),
    (r"F", d.recurring),
    (rf"D?[omL]h?(?:U|H)(?:OD?{PERIOD}|ODU)", c.part),
    (rf"{MODIFIED}(?:{PERIOD}|W)", c.modified),
    (r"D?mODU|[kl]iDU", c.modified),
    (r"[kl](?:D?[Tts]+U)", c.modified),
    (r"W(?:O?[TLX]U)", c.weekday),
    (r"(?:D?[TLX])?W", c.weekday),
    (r"YhY|Yhd(?![hM])", c.years),
    (r"[oL]h?H", c.part),
    (rf"D?[LX]{COUNT}[Uu]", d.around_now),
    (rf"{COUNT}h?[Uu][gkl]", d.reckoned),
    (r"aU[gkl]", d.reckoned),
    (r"D?UL|DU[klj](?![DaTtsL])", c.neighbour),
    (PERIOD, c.period),
    (r"S", c.period),
    (rf"{COUNT}[&h]{COUNT}h?[Uu]", d.lengths),
    (rf"{COUNT}h?[Uu]", d.length),
    (r"[an]U(?:&aH)?", d.length),
    (r"HaU", d.length),
    (r"[Uu]hG", d.long),
    (r"Ru", d.around_now),
    (r"R", d.reference),
    (r"u", d.length),
)
_GRAMMAR: Final = re.compile("|".join(f"({pattern})" for pattern, _ in PHRASES))


def phrases_in(words: list[Word]) -> Iterator[tuple[Phrase, Reader]]:
    """The phrases among the words of a text, from left to right, none within another."""
    letters = "".join(word.letter for word in words)
    for match in _GRAMMAR.finditer(letters):
        yield Phrase(tuple(words[match.start() : match.end()])), PHRASES[(match.lastindex or 1) - 1][1]
