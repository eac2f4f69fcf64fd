"""The phrases that words make: a regular expression over the words' classes, and which reader understands each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from flows.extract.timex import clock_phrases as clock
from flows.extract.timex import day_phrases as day
from flows.extract.timex import length_phrases as length
from flows.extract.timex import part_phrases as part
from flows.extract.timex import period_phrases as period
from flows.extract.timex.setting import Phrase, Reading, Setting
from flows.extract.timex.words import Word

Reader = Callable[[Phrase, Setting], Reading | None]

_OTHER: Final = r"(?:[DT]?[TtLX]|[Dt]?s)[Cv]?U"  # this year, the same month
_COUNT: Final = r"(?:a?qO?n?|an|[ndYH](?:h?n){0,6}(?:&aH)?)"
_MONTH: Final = rf"(?:Mc?O?[Yy]|MO?{_OTHER}|[DT]?[TLX]M|M)"
_SEASON: Final = rf"(?:D?S(?:O?[Yy](?:h[Ydn](?![hMuU]))?|O?{_OTHER})|[DT]?[TtLX]S)"
_PERIOD: Final = rf"(?:{_MONTH}|{_SEASON}|DUY|[Cv]?UY|vY|f|QO?[Yy]?|D?V|D?oh?U|{_OTHER}|D[Cv]U|Y)"
_WEEKDAY: Final = r"(?:Wc?)?"
_CLOCK: Final = r"(?:Kz?|dz)(?:Zb?)?"
_DAY_MONTH: Final = r"(?:M[do]|D?[do]O?M)"
_DAY: Final = rf"(?:{_WEEKDAY}{_DAY_MONTH}(?:c?[Yy])?|W|E)"

#: In the order of preference: the first that matches at a word is it.
PHRASES: Final[tuple[tuple[str, Reader], ...]] = (
    (r"[IJ]", day.digits),
    (rf"A(?:[ciO]?[Yy]|O?{_OTHER})?", day.feast),
    (rf"{_WEEKDAY}D?d[h&]dO?M(?:c?[Yy])?", day.days),
    (rf"{_WEEKDAY}Md[h&]d(?![uUn])(?:c?[Yy])?", day.days),
    (rf"D?PO{_DAY}", clock.part_of_day),
    (rf"D?muO(?:[TtLX]?[WE]P?|{_DAY}|[DTt]P)", clock.early_hours),
    (rf"{_WEEKDAY}M[do]c?[Yy](?![un])", day.day),
    (rf"{_WEEKDAY}D?[do]h?O?Mh?c?[Yy](?![un])", day.day),
    (rf"{_WEEKDAY}dh?Mh?n(?![unU])", day.day),
    (rf"{_WEEKDAY}(?:D?[do]O?M|MD?[do](?!h?n?[unU]))(?:O?{_OTHER})?", day.day),
    (rf"{_CLOCK}[WE]", clock.clock),
    (_CLOCK, clock.clock),
    (r"[xY](?:Zb?|(?=u))|x", clock.clock_without_colon),
    (r"m?(?:[DT]?[TLX])?[WE]P", clock.part_of_day),
    (r"(?:D?[TtLX]|D?s|D)P", clock.part_of_day),
    (r"D?mP", clock.part_of_day),
    (r"B", clock.tonight),
    (r"P", clock.bare_part),
    (r"[klm]E", day.today),
    (r"E", day.today),
    (rf"e(?:WP?|P|S|M|U|{_COUNT}[Uu]|o[UW])", length.recurring),
    (r"[wF]", length.recurring),
    (rf"D?[oL]h?[UH](?:O{_PERIOD}|ODU)", part.part),
    (rf"D?m[hOiN]?D?(?:{_PERIOD}|[TLX]?W|S)", part.modified),
    (r"D?mOD[UCv]U?|[kl]iDU", part.modified),
    (rf"[kl](?:{_OTHER}|W)", part.modified),
    (rf"D?[oL]WO{_PERIOD}", part.weekday_of),
    (rf"{_COUNT}wg", day.weekdays_ago),
    (rf"WO?{_OTHER}", day.weekday),
    (r"(?:[DT]?[TLX])?W", day.weekday),
    (r"YhY|Yh[dn](?![hMuU])", period.years),
    (r"D?[oL]h?H", part.part),
    (rf"D?[LX]{_COUNT}[Uu]|D?[LX]u|Tu", length.around_now),
    (rf"(?:{_COUNT}h?|a)[Uu](?:h?&h?ah?H)?[gkl]", length.reckoned),
    (r"ug", length.reckoned),
    (r"DU[Lkl]|DUj(?![DaTtsLWMY])", period.neighbour),
    (r"D?s[Ub](?:OD?|a)?(?:L?U[gkjL]?)", period.same),
    (r"tb", period.that_time),
    (_PERIOD, period.period),
    (r"DU", period.period),
    (r"D?S", period.period),
    (rf"{_COUNT}(?=&{_COUNT}h?[Uu])", length.first_of_two),
    (rf"{_COUNT}h{_COUNT}h?[Uu]", length.length),
    (rf"{_COUNT}h?[Uu](?:&aH)?", length.length),
    (r"aU(?:&aH)?", length.length),
    (r"Ha[Uu]|aHU", length.length),
    (r"[Uu]hG", length.long),
    (r"Ru", length.around_now),
    (r"R|Dr|DL", length.vague),
    (r"u", length.bare_length),
)
#: No phrase begins with another class; saying so first makes the search skip most words at once.
_FIRST: Final = r"(?=[^.,chijgzbyGNO&Z])"
_GRAMMAR: Final = re.compile(_FIRST + "(?:" + "|".join(f"({pattern})" for pattern, _ in PHRASES) + ")")


def phrases_in(words: Sequence[Word]) -> Iterator[tuple[Phrase, Reader]]:
    """The phrases among the words of a text, from left to right, none within another."""
    letters = "".join([word.letter for word in words])
    for match in _GRAMMAR.finditer(letters):
        yield Phrase(words, match.start(), match.end()), PHRASES[(match.lastindex or 1) - 1][1]
