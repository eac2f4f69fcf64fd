"""What names name: the evidence weighed over the whole article, so that one name keeps one kind."""

from __future__ import annotations

from collections import defaultdict

from flows.countries import fold
from flows.extract.naming.clues import Evidence, of_words, population
from flows.extract.naming.context import is_disease, surroundings
from flows.extract.naming.spans import Name, Reading
from flows.extract.naming.words import heads
from flows.truecase import is_common

#: How far the model's labels are believed: all mentions of a name together weigh this much.
MODEL = {
    "person": 3.0,
    "place": 3.0,
    "organization": 2.3,
    "group": 3.0,
    "event_name": 3.0,
    "work": 2.5,
    "law": 3.0,
}
MOST_FROM_CONTEXT = 4.0
FULL_CONTEXT = 4  # mentions whose surroundings count in full; those of more are averaged down to as many
FROM_NEIGHBOUR = 1.0
MOST_FROM_NEIGHBOURS = 2.0
PART_OF_A_PERSONS = 4.0  # a name that is a known person's last
ENOUGH = 0.5
ON_THE_SPOT = 4.0  # evidence beside a mention that beats the article's


class Votes:
    """The evidence for each name of an article."""

    def __init__(self, reading: Reading, names: list[Name]) -> None:
        """Gather the evidence of every mention."""
        self.reading = reading
        self.names = names
        self.keys = [fold(reading.doc[name.start : name.end].text) for name in names]
        self.beside = [surroundings(reading, name) for name in names]
        self.weights: dict[str, Evidence] = {}
        self.parts: dict[str, float] = defaultdict(float)  # parts of persons' full names
        self._gather()

    def _gather(self) -> None:
        labels: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
        context: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
        counts: dict[str, int] = defaultdict(int)
        for name, key, beside in zip(self.names, self.keys, self.beside, strict=True):
            counts[key] += 1
            if name.label:
                labels[key][name.label] += MODEL[name.label]
            for kind, weight in beside.items():
                context[key][kind] += weight
            if key not in self.weights:
                self.weights[key] = self._of_words(name)
        for key, weights in self.weights.items():
            for kind, weight in labels[key].items():
                weights[kind] += weight / counts[key]
            share = min(1.0, FULL_CONTEXT / counts[key])
            for kind, weight in context[key].items():
                weights[kind] += max(-MOST_FROM_CONTEXT, min(MOST_FROM_CONTEXT, weight * share))

    def _of_words(self, name: Name) -> Evidence:
        words = tuple(self.reading.words[name.start : name.end])
        weights = defaultdict(float, of_words(words, self.reading.doc[name.start : name.end].text))
        if name.listed:
            weights[name.listed] += 6
        if name.label and len(words) == 1 and words[0].lower() in heads("organization")[0]:
            weights["organization"] += 2  # the Commission
        return weights

    def kind(self, at: int) -> str:
        """What the name of a mention names, "" for nothing."""
        name, beside = self.names[at], self.beside[at]
        spot = max(beside, key=lambda kind: beside[kind], default="")
        told = spot if spot and beside[spot] >= ON_THE_SPOT else ""
        if name.listed and not (name.listed in ("place", "group") and (told == "person" or self._is_part(at))):
            return name.listed
        if told:
            return told
        return best(self.weights[self.keys[at]])

    def _is_part(self, at: int) -> bool:
        """Whether the model takes a mention for a person whose full name the article has."""
        return self.names[at].label == "person" and self.keys[at] in self.parts

    def lend_parts(self) -> None:
        """Lets a person's full name speak for the parts of it that stand alone elsewhere."""
        parts = self.parts
        for at, name in enumerate(self.names):
            if name.end - name.start < 2 or name.listed or self.kind(at) != "person":
                continue
            words = self.keys[at].split()
            for size in range(1, len(words)):
                parts[" ".join(words[-size:])] = PART_OF_A_PERSONS
            parts[words[0]] = max(PART_OF_A_PERSONS / 2, parts[words[0]])
        for key, weights in self.weights.items():
            if key in parts and population(key) != -1:
                weights["person"] += parts[key]

    def lend_acronyms(self) -> None:
        """Lets a name speak for the acronym that stands behind it in parentheses."""
        words = self.reading.words
        for at in range(1, len(self.names)):
            full, short = self.names[at - 1], self.names[at]
            behind = full.end + 1 == short.start and words[full.end] == "(" and short.end - short.start == 1
            if behind and words[short.start].isupper() and full.end - full.start > 1:
                letters = "".join(word[0] for word in words[full.start : full.end] if word[0].isupper())
                if letters and letters[0] == words[short.start][0]:
                    self.weights[self.keys[at]][self.kind(at - 1)] += PART_OF_A_PERSONS

    def lend_neighbours(self) -> None:
        """Lets names joined by commas and "and" speak for each other: Rogaland, Vestfold and Oslo."""
        kinds = [self.kind(at) for at in range(len(self.names))]
        given: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
        for at in range(1, len(self.names)):
            between = self.reading.words[self.names[at - 1].end : self.names[at].start]
            if 0 < len(between) < 3 and all(word in (",", "and", "or", "&") for word in between):
                for one, other in ((at - 1, at), (at, at - 1)):
                    if kinds[one] in ("place", "person", "organization"):
                        given[self.keys[other]][kinds[one]] += FROM_NEIGHBOUR
        for key, more in given.items():
            for kind, weight in more.items():
                self.weights[key][kind] += min(MOST_FROM_NEIGHBOURS, weight)


def settle(reading: Reading, names: list[Name]) -> list[Name]:
    """The names with their `kind`; those that seem to name nothing are left out."""
    sure = {reading.words[name.start] for name in names if name.end - name.start == 1 and not reading.opens(name.start)}
    names = [name for name in names if not _is_chance(reading, name, sure) and not is_disease(reading, name)]
    votes = Votes(reading, names)
    votes.lend_parts()
    votes.lend_acronyms()
    votes.lend_neighbours()
    for at, name in enumerate(names):
        name.kind = votes.kind(at)
    return [name for name in names if name.kind]


def best(weights: Evidence) -> str:
    """The kind with the most evidence, "" where there is too little."""
    kind = max(weights, key=lambda kind: weights[kind], default="")
    return kind if kind and weights[kind] > ENOUGH else ""


def _is_chance(reading: Reading, name: Name, sure: set[str]) -> bool:
    """Whether a word has its capital only from the start of a sentence; `sure` words have it within too."""
    at = name.start
    if name.end - at > 1 or name.listed or reading.labels[at] or not reading.opens(at):
        return False
    word = reading.words[at]
    if (word.isupper() and len(word) > 1) or word in sure:
        return False
    low = word.lower()
    return reading.doc[at].tag_ not in ("NNP", "NNPS") or low in reading.plain or is_common(low)
