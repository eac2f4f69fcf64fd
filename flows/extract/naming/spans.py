"""Where names begin and end: runs of capitalised words, mended by what the model and the lists know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from flows.extract.naming.clues import population
from flows.extract.naming.words import (
    CONNECTORS,
    HYPHENATED,
    HYPHENS,
    OPENING,
    PARTICLES,
    before_of,
    heads,
    is_people,
    lowered,
    small_words,
    title_phrases,
)

#: Labels of the model that stand for names, and what they then name.
LABELS = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event_name",
    "WORK_OF_ART": "work",
    "LAW": "law",
}
LONGEST = 10  # tokens in a name
OPENERS = frozenset('"“”‘’:.?!•—…*|')
PARTIES = small_words("parties")


@dataclass(slots=True, eq=False)
class Name:
    """One candidate: tokens `start` to `end`, what the model and the lists take it for."""

    start: int
    end: int
    label: str = ""  # the model's, in our terms
    listed: str = ""  # the lists'
    kind: str = ""  # settled by `types`


@dataclass(slots=True)
class Reading:
    """A Doc as the finder reads it."""

    doc: Doc
    words: list[str]
    spaced: list[bool]  # whether a blank follows the token
    labels: list[str]  # the model's label of each token, in our terms
    entity: list[int]  # the model's entity of each token, -1 for none
    breaks: set[int]  # tokens before which no name goes on
    known: dict[int, tuple[int, str]] = field(default_factory=dict)  # listed names: first token -> end, kind
    plain: set[str] = field(default_factory=set)  # words that the article also writes small

    @classmethod
    def of(cls, doc: Doc, breaks: set[int], known: dict[int, tuple[int, str]]) -> Reading:
        """The reading of a Doc whose segments begin at `breaks` and whose listed names are `known`."""
        labels, entity = [""] * len(doc), [-1] * len(doc)
        for number, ent in enumerate(doc.ents):
            kind = LABELS.get(ent.label_, "")
            for at in range(ent.start, ent.end):
                labels[at], entity[at] = kind, number if kind else -1
        words = [token.text for token in doc]
        plain = {word for word in words if word.islower()}
        return cls(doc, words, [bool(t.whitespace_) for t in doc], labels, entity, breaks, known, plain)

    def is_name_word(self, at: int) -> bool:
        """Whether the token is written as a part of a name."""
        word = self.words[at]
        if not word[0].isupper():
            return len(word) > 2 and word[0].islower() and word[1].isupper() and word.isalpha()
        if "$" in word or "@" in word:
            return False
        if word.lower() in lowered("not_names") and at not in self.known:
            if word in ("The", "A", "An") or self.opens(at) or self._is_dated(at):
                return False
            inner = (at and self.same_entity(at - 1, at)) or (at + 1 < len(self.words) and self.same_entity(at, at + 1))
            return bool(inner and self.labels[at]) or self.labels[at] == "person"
        return True

    def _is_dated(self, at: int) -> bool:
        """Whether a number stands beside the token: 5 Sept 1989."""
        return any(word[0].isdigit() for word in self.words[max(0, at - 1) : at] + self.words[at + 1 : at + 2])

    def opens(self, at: int) -> bool:
        """Whether the token has its capital from its place: at the start of a sentence, quotation or line."""
        return at == 0 or at in self.breaks or bool(self.doc[at].is_sent_start) or self.words[at - 1] in OPENERS

    def same_entity(self, left: int, right: int) -> bool:
        """Whether the model puts both tokens in one name."""
        return self.entity[left] >= 0 and self.entity[left] == self.entity[right]


def runs(reading: Reading) -> Iterator[tuple[int, int]]:
    """Every stretch of tokens written as one name or as several without anything between."""
    at, size = 0, len(reading.words)
    while at < size:
        start = at
        if not reading.is_name_word(at):
            if reading.words[at] in OPENING and (opened := _after_particles(reading, at)):
                at = opened
            else:
                at += 1
                continue
        end = _extend(reading, start, max(at, start) + (1 if at == start else 0))
        yield start, end
        at = end


def _extend(reading: Reading, start: int, end: int) -> int:
    """The end of the run that begins at `start` and reaches `end` already."""
    size = len(reading.words)
    if start in reading.known:
        end = max(end, reading.known[start][0])
    while end < size and end not in reading.breaks and end - start < LONGEST:
        longer = _tight(reading, end) if not reading.spaced[end - 1] else _loose(reading, start, end)
        if longer <= end:
            break
        end = longer
        if end - 1 in reading.known:
            end = max(end, reading.known[end - 1][0])
    return end


def _tight(reading: Reading, end: int) -> int:
    """Goes on over a hyphen or a possessive without blanks, or gives `end`."""
    words, after = reading.words, end + 1
    if after >= len(words) or reading.spaced[end]:
        if words[end] in ("'s", "’s", "'", "’") and after < len(words) and reading.same_entity(end - 1, after):
            return after + 1 if reading.is_name_word(after) and reading.labels[after] != "person" else end
        return end
    if words[end] not in HYPHENS:
        return end
    if reading.is_name_word(after):
        return end if _are_two(reading, end - 1, after) else after + 1
    if words[after].lower() in PARTICLES and (opened := _after_particles(reading, after)):
        return opened
    if words[after].isdigit() and words[end - 1].isupper():
        return after + 1
    if words[after].isalpha() and reading.same_entity(end - 1, after) and reading.labels[after] == "person":
        return after + 1  # Ban Ki-moon
    return end


def _loose(reading: Reading, start: int, end: int) -> int:
    """Goes on over a blank: another name word, a particle or a connector with one; else gives `end`."""
    words = reading.words
    word = words[end]
    if reading.is_name_word(end):
        return end + 1
    if word == "party" and (is_people(words[end - 1]) or words[end - 1] in PARTIES):
        return end + 1
    if word.isdigit() and words[end - 1].lower() in small_words("numbered"):
        return end + 1
    if (length := _facility(words, end)) and not is_people(words[start]):
        return end + length
    if word.lower() in PARTICLES and (opened := _after_particles(reading, end)):
        return opened
    if word in CONNECTORS:
        after = end + 1
        while after < len(words) and words[after] in CONNECTORS and after - end < 3:
            after += 1
        if after < len(words) and reading.is_name_word(after) and _connects(reading, start, end, after):
            return after + 1
    return end


def _are_two(reading: Reading, left: int, right: int) -> bool:
    """Whether a hyphen stands between two names, not within one: UK-France relations, Franco-German."""
    words = (reading.words[left], reading.words[right])
    if all(is_people(word) for word in words):
        return True
    if not all(
        population(word) == -1 or reading.known.get(at) == (at + 1, "place")
        for at, word in zip((left, right), words, strict=True)
    ):
        return False
    last = right
    while last + 1 < len(reading.words) and reading.is_name_word(last + 1):
        last += 1
    return not any(reading.words[last].lower() in heads(kind)[0] for kind in ("event", "law"))


def _facility(words: list[str], at: int) -> int:
    """How many tokens from `at` are a facility's common noun, written small after its name."""
    for length in (2, 1):
        if " ".join(words[at : at + length]) in lowered("facility_nouns"):
            return length
    return 0


def _connects(reading: Reading, start: int, end: int, after: int) -> bool:
    """Whether a connector at `end` belongs to the name that begins at `start` and goes on at `after`."""
    words, word = reading.words, reading.words[end]
    one = reading.same_entity(end - 1, after)
    if word in ("of", "for"):
        if tuple(part.lower() for part in words[end - 1 : after + 1]) in title_phrases():
            return True
        return words[end - 1].lower() in before_of() or (one and reading.labels[after] != "person")
    if word == "&":
        return True
    if word in ("and", "y", "e"):
        inside = any(w in ("of", "for", "on") for w in words[start:end])
        return one and reading.labels[after] == "organization" and (inside or _is_head(words, after, reading))
    return one and reading.labels[after] not in ("person", "group")


def _is_head(words: list[str], at: int, reading: Reading) -> bool:
    """Whether the name that goes on at `at` ends in the head of an organization."""
    while at + 1 < len(words) and reading.is_name_word(at + 1):
        at += 1
    return words[at].lower() in heads("organization")[0]


def _after_particles(reading: Reading, at: int) -> int | None:
    """The token after the name word that particles from `at` lead to, or None."""
    words, size, steps = reading.words, len(reading.words), 0
    while at < size and words[at].lower() in PARTICLES and steps < 3:
        tight = at + 1 < size and words[at + 1] in HYPHENS and not reading.spaced[at] and not reading.spaced[at + 1]
        if not tight and words[at] in HYPHENATED:
            return None
        at, steps = at + (2 if tight else 1), steps + 1
    return at + 1 if at < size and reading.is_name_word(at) and at not in reading.breaks else None
