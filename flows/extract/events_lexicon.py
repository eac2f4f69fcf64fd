"""The word lists that events are read with: triggers, weapons, people, and words that tell how a deed is spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from flows import countries


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon."""

    pos: str
    event_type: str
    mode: str
    frame: str
    weak: bool
    followers: frozenset[str]


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a word list, without comments and blanks."""
    text = files("flows").joinpath("lexicons", name + ".txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """The entries of every form, those that need a following word first."""
    found: dict[str, list[Entry]] = {}
    for line in lines("event_triggers"):
        terms, pos, event_type, mode, frame = (part.strip() for part in line.split("|"))
        forms = [word for word in terms.split() if not word.startswith("+")]
        followers = frozenset(terms.partition("+")[2].split(",")) - {""}
        entry = Entry(pos, event_type, mode, frame.rstrip("?"), frame.endswith("?"), followers)
        for form in forms:
            found.setdefault(form, []).append(entry)
    return {form: tuple(sorted(entries, key=lambda e: not e.followers)) for form, entries in found.items()}


@cache
def weapons() -> dict[str, str]:
    """The mode of assault that each weapon word stands for."""
    pairs = (line.split("|") for line in lines("event_weapons"))
    return {word: mode.strip() for words, mode in pairs for word in words.split()}


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind from the list `event_words`."""
    return frozenset(countries.lexicon("event_words")[kind])


@cache
def people() -> frozenset[str]:
    """Words that head a phrase for people."""
    return frozenset(lines("event_people"))


def is_person(token: Token) -> bool:
    """Whether the phrase headed by the token stands for people."""
    return token.ent_type_ in ("PERSON", "NORP") or token.lower_ in people() or token.pos_ in ("NUM", "PRON")
