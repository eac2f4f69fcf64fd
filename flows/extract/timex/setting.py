"""A phrase, what it is read against, and what it turns out to mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from flows.edtf import Stretch
from flows.extract.timex.period import Period
from flows.extract.timex.words import Word

Tense = Literal["past", "present", "future", "open"]
_NOTHING: Final = Word(0, 0, ".", "", "")
#: A join and a date with its year behind it.
_JOINED: Final = re.compile(r"[&h](?:M[do]?|D?[do]O?M)c?O?Y")


class UnanchoredError(Exception):
    """A relative expression has nothing to be reckoned from; its calendar value stays unknown."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a time expression, `row[begin:stop]`, among those they stand with."""

    row: Sequence[Word]
    begin: int
    stop: int

    @property
    def words(self) -> Sequence[Word]:
        """Its own words."""
        return self.row[self.begin : self.stop]

    @property
    def letters(self) -> str:
        """Their classes, one letter a word."""
        return "".join(word.letter for word in self.words)

    @property
    def start(self) -> int:
        """Its first code point."""
        return self.row[self.begin].start

    @property
    def end(self) -> int:
        """The code point after its last."""
        return self.row[self.stop - 1].end

    def before(self, count: int = 1) -> Word:
        """The word so many before it; an empty one where the text begins."""
        return self.row[self.begin - count] if self.begin >= count else _NOTHING

    def behind(self, count: int = 1) -> Word:
        """The word so many behind it; an empty one where the text ends."""
        return self.row[self.stop + count - 1] if self.stop + count <= len(self.row) else _NOTHING

    def get(self, letters: str) -> Word | None:
        """Its first word of any of these classes."""
        return next((word for word in self.words if word.letter in letters), None)

    def number(self, letters: str) -> int:
        """The whole number that its first word of any of these classes stands for.

        Raises ValueError where there is no such word.
        """
        word = self.get(letters)
        if word is None:
            raise ValueError(f"no {letters!r} in {self.letters!r}")
        return int(word.value)

    def value(self, letters: str) -> str:
        """What its first word of any of these classes stands for; empty where there is none."""
        word = self.get(letters)
        return str(word.value) if word else ""

    @property
    def shared_year(self) -> int | None:
        """The year that stands only with the date it is joined to: that of "between May and July 2011"."""
        following = self.row[self.stop : self.stop + 6]
        match = _JOINED.match("".join(word.letter for word in following))
        if match is None:
            return None
        year = int(following[match.end() - 1].value)
        other = Phrase(following, 0, match.end())
        return year - 1 if self.number("M") > other.number("M") else year

    def after(self, letters: str) -> Phrase:
        """Its words behind the first of any of these classes."""
        for index in range(self.begin, self.stop):
            if self.row[index].letter in letters:
                return Phrase(self.row, index + 1, self.stop)
        return Phrase(self.row, self.stop, self.stop)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a time expression stands: when its article was published, when its story is, the tense of its verb."""

    today: date | None = None
    story: Period | None = None  # the last date read before it
    day: Period | None = None  # the last of them that is one day
    told: Period | None = None  # one with its year, just before it in the same paragraph
    tense: Tense | None = None
    day_first: bool | None = None  # whether other dates of the text have the day before the month

    @property
    def now(self) -> date:
        """The day of publication.

        Raises UnanchoredError where it is unknown.
        """
        if self.today is None:
            raise UnanchoredError
        return self.today

    @property
    def then(self) -> Period:
        """The period the story is at.

        Raises UnanchoredError where no date was read yet.
        """
        if self.story is None:
            raise UnanchoredError
        return self.story


@dataclass(frozen=True, slots=True)
class Reading:
    """What a time expression means."""

    timex_type: str
    value: str | None = None
    period: Period | None = None
    edtf: str | None = None
    stretch: Stretch | None = None
    modifier: str | None = None
    anchor: str = "none"


def dated(period: Period, anchor: str = "none", modifier: str | None = None) -> Reading:
    """A DATE that means a period of the calendar."""
    return Reading("DATE", period.value, period, period.edtf, period.stretch, modifier, anchor)
