"""What a time expression is read against: when the article was published, when its story is, and the verb's tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flows.extract.timex.period import Period
from flows.extract.timex.words import Word

Tense = Literal["past", "present", "future"]


class UnanchoredError(Exception):
    """A relative expression has nothing to be reckoned from; its calendar value stays unknown."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a time expression stands."""

    today: date | None = None  # the day of publication
    story: Period | None = None  # the last date read before it
    tense: Tense | None = None

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
    stretch: tuple[date, date] | None = None
    modifier: str | None = None
    anchor: str = "none"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a time expression."""

    words: tuple[Word, ...]

    @property
    def letters(self) -> str:
        """Their classes, one letter a word."""
        return "".join(word.letter for word in self.words)

    def get(self, letters: str) -> Word | None:
        """The first word of any of these classes."""
        return next((word for word in self.words if word.letter in letters), None)

    def number(self, letters: str) -> int:
        """The whole number that the first word of any of these classes stands for.

        Raises LookupError where there is no such word.
        """
        word = self.get(letters)
        if word is None:
            raise LookupError(letters)
        return int(word.value)

    def text(self, letters: str) -> str:
        """What the first word of any of these classes stands for, as text; empty where there is none."""
        word = self.get(letters)
        return str(word.value) if word else ""

    def after(self, letters: str) -> Phrase:
        """The words behind the first of any of these classes."""
        for index, word in enumerate(self.words):
            if word.letter in letters:
                return Phrase(self.words[index + 1 :])
        return Phrase(())


def dated(period: Period, anchor: str = "none", modifier: str | None = None) -> Reading:
    """A DATE that means a period of the calendar."""
    return Reading("DATE", period.value, period, period.edtf, period.stretch, modifier, anchor)
