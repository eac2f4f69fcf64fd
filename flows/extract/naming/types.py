"""What a name names: evidence from its words and its surroundings, weighed over the whole article."""

from __future__ import annotations

from collections import defaultdict

from flows import gazetteer
from flows.countries import country_of, fold
from flows.extract.naming.spans import Name, Reading
from flows.extract.naming.words import heads, is_people, lines_of, lowered, openers, title_phrases

Evidence = dict[str, float]
#: How far the model's label is believed.
MODEL = {
    "person": 1.2,
    "place": 1.2,
    "organization": 0.9,
    "group": 1.2,
    "event_name": 1.2,
    "work": 1.0,
    "law": 1.2,
    "vehicle": 0.6,
}
#: Prepositions before a place, and how much they tell.
IN_PLACE = {
    "in": 1.2,
    "near": 1.2,
    "outside": 1.0,
    "at": 0.6,
    "around": 0.6,
    "across": 0.8,
    "throughout": 0.8,
    "into": 0.6,
}
SAYING = frozenset("said says told added warned claimed denied insisted wrote argued explained tweeted".split())
LIVING = frozenset(
    "was is had has died lived married resigned born grew studied attended moved met joined killed".split()
)


def settle(reading: Reading, names: list[Name]) -> list[Name]:
    """The names with their `kind`, one for all mentions of a name; those that seem to name nothing are left out."""
    votes: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
    labels: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
    said: dict[str, Evidence] = defaultdict(lambda: defaultdict(float))
    counts: dict[str, int] = defaultdict(int)
    own: list[Evidence] = []
    keys = [key_of(reading, name) for name in names]
    for name, key in zip(names, keys, strict=True):
        around = surroundings(reading, name)
        own.append(around)
        if not votes[key]:
            add(votes[key], of_words(reading, name))
        counts[key] += 1
        if name.label:
            labels[key][name.label] += MODEL[name.label]
        add(said[key], around)
    for key, seen in counts.items():
        for kind, weight in labels[key].items():
            votes[key][kind] += 2.5 * weight / seen
        for kind, weight in said[key].items():
            votes[key][kind] += max(-4.0, min(4.0, weight))
    lend(reading, names, keys, votes)
    settled = []
    for name, key, around in zip(names, keys, own, strict=True):
        name.kind = name.listed or decide(votes[key], around)
        if name.kind:
            settled.append(name)
    return settled


def decide(votes: Evidence, around: Evidence) -> str:
    """The kind with the most evidence; strong evidence on the spot beats the article's."""
    spot = max(around, key=lambda kind: around[kind], default="")
    if spot and around[spot] >= 4:
        return spot
    best = max(votes, key=lambda kind: votes[kind], default="")
    return best if best and votes[best] > 0.5 else ""


def add(votes: Evidence, more: Evidence) -> None:
    """Adds evidence up."""
    for kind, weight in more.items():
        votes[kind] += weight


def key_of(reading: Reading, name: Name) -> str:
    """What mentions of one name have in common."""
    return fold(reading.doc[name.start : name.end].text)


def lend(reading: Reading, names: list[Name], keys: list[str], votes: dict[str, Evidence]) -> None:
    """Lets a person's full name speak for the parts of it that stand alone elsewhere."""
    parts: dict[str, float] = defaultdict(float)
    for name, key in zip(names, keys, strict=True):
        size = name.end - name.start
        if size > 1 and not name.listed and decide(votes[key], {}) == "person":
            parts[fold(reading.words[name.end - 1])] = 4.0
            parts[fold(reading.words[name.start])] = max(1.5, parts[fold(reading.words[name.start])])
            tail = key.rsplit(" ", 2)
            if len(tail) == 3:
                parts[f"{tail[1]} {tail[2]}"] = 3.0
    for key in dict.fromkeys(keys):
        if key in parts:
            votes[key]["person"] += parts[key]


def of_words(reading: Reading, name: Name) -> Evidence:
    """What the words of a name tell."""
    found: Evidence = defaultdict(float)
    words = reading.words[name.start : name.end]
    low = [word.lower() for word in words]
    if name.listed:
        found[name.listed] += 6
    _by_heads(found, words, low)
    if len(words) > 1 and (kind := openers().get(words[0])):
        found[kind] += 1.5
    if len(words) > 1 and words[0] in lines_of("given_names") and not any(w in ("of", "the") for w in low):
        found["person"] += 2.5
    elif words[0] in lines_of("given_names") and len(words) == 1:
        found["person"] += 0.8
    if any(w in ("bin", "ibn", "von", "van") for w in low[:-1]) or (
        len(words) > 2 and len(low[1]) == 2 and low[1][1] == "."
    ):
        found["person"] += 2
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= 6:
        found["organization"] += 1.2
    if len(words) == 1 and any(c.isdigit() for c in words[0]):
        found["organization"] += 0.6
    _by_gazetteer(found, reading.doc[name.start : name.end].text)
    return found


def _by_heads(found: Evidence, words: list[str], low: list[str]) -> None:
    """Adds what a head word tells: the last one, or the one before "of"."""
    if len(words) < 2:
        return
    kinds = {"organization": "organization", "place": "place", "event": "event_name", "law": "law"}
    stops = [i for i, word in enumerate(low) if word in ("of", "for", "on") and i]
    for source, kind in kinds.items():
        every, before = heads(source)
        if low[-1] in every:
            found[kind] += 3 if not stops else 1.5
        if stops and low[stops[0] - 1] in before:
            found[kind] += 4


def _by_gazetteer(found: Evidence, text: str) -> None:
    if country_of(text):
        found["place"] += 5
        return
    towns = gazetteer.candidates(text)
    if towns:
        people = towns[0].population
        found["place"] += 0.5 if people < 5000 else 1.2 if people < 100_000 else 2.0 if people < 500_000 else 2.5


def surroundings(reading: Reading, name: Name) -> Evidence:
    """What the words beside a mention tell."""
    found: Evidence = defaultdict(float)
    words, start, end = reading.words, name.start, name.end
    before = words[start - 1].lower() if start else ""
    after = words[end].lower() if end < len(words) else ""
    if start and title_before(reading, start):
        found["person"] += 4
    elif before in lowered("person_nouns") and reading.words[start - 1].islower():
        found["person"] += 1.5
    elif before in lowered("organization_nouns"):
        found["organization"] += 1.2
    if before in IN_PLACE:
        found["place"] += IN_PLACE[before]
    if before in ("the", "a", "an"):
        found["person"] -= 1.5
    if before == "of" and start > 1 and words[start - 2].lower() in lowered("place_nouns"):
        found["place"] += 3
    if after in SAYING:
        found["person"] += 0.8
        found["organization"] += 0.4
    if after in lowered("place_nouns"):
        found["place"] += 1
    if after in lowered("person_nouns") or after in ("fighters", "militants", "members", "leaders", "forces"):
        found["organization"] += 0.4
    if after == "," and end + 2 < len(words) and words[end + 1].isdigit() and words[end + 2] in (",", ")"):
        found["person"] += 2.5
    if after == "," and end + 3 < len(words) and words[end + 1].lower() in ("a", "the"):
        _by_apposition(found, reading, end + 2)
    return found


def _by_apposition(found: Evidence, reading: Reading, at: int) -> None:
    """Adds what a noun soon after ", a" tells: ", a suburb of", ", the group's leader"."""
    for word in reading.words[at : at + 4]:
        low = word.lower()
        if low in (",", ".", "of", "who", "which"):
            return
        for source, kind in (
            ("person_nouns", "person"),
            ("organization_nouns", "organization"),
            ("place_nouns", "place"),
        ):
            if low in lowered(source):
                found[kind] += 1.5
                return


def title_before(reading: Reading, start: int) -> bool:
    """Whether a person's title stands right before the token."""
    words = reading.words
    for length in (3, 2, 1):
        if start >= length and tuple(word.lower() for word in words[start - length : start]) in title_phrases():
            return words[start - 1][0].isupper() and start not in reading.breaks
    return False
