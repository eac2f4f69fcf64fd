"""One run of capitalised words taken apart into names: titles fall away, peoples and second names split off."""

from __future__ import annotations

from collections.abc import Iterator

from flows.extract.naming.clues import population
from flows.extract.naming.spans import Name, Reading
from flows.extract.naming.words import HYPHENS, heads, is_people, lines_of, lowered, small_words, title_phrases
from flows.truecase import is_common

LONGEST_TITLE = 4
#: What the model calls a name of several words that begins with a people's: kept whole.
PREFIXES = small_words("prefixes")
#: Titles that bodies and places bear in their names too.
AMBIGUOUS_TITLES = small_words("ambiguous titles")
WHOLE = {"organization", "place", "event_name", "law", "work", "vehicle"}


def pieces(reading: Reading, start: int, end: int) -> Iterator[Name]:
    """The names within one run."""
    start = _real_start(reading, start, end)
    while start < end:
        if start in reading.known and reading.known[start][0] == end:
            yield name(reading, start, end)
            return
        title = title_length(reading, start, end)
        if title:
            start += title
            continue
        if is_people(reading.words[start]) and start + 1 < end and not _kept_whole(reading, start, end):
            yield name(reading, start, start + 1)
            start = start + 1
            continue
        if " ".join(reading.words[start:end]).lower() in lowered("not_names_alone"):
            return
        if at := _title_within(reading, start, end):
            if _is_own_name(reading, start, at):
                yield name(reading, start, at)
            start = at
            continue
        if (after := reading.known.get(start, (end, ""))[0]) < end and _is_chance(reading, after, end):
            yield name(reading, start, after)
            return
        cut = _cut(reading, start, end)
        if reading.words[cut - 1] in HYPHENS:
            yield name(reading, start, cut - 1)
        else:
            yield name(reading, start, cut)
        start = cut


def _real_start(reading: Reading, start: int, end: int) -> int:
    """The start of a run without a first word that is no name: pro-Assad, "Following Smetana", "Hey John"."""
    words = reading.words
    if words[start].lower() in PREFIXES and start + 2 < end and words[start + 1] in HYPHENS:
        return start + 2
    if reading.opens(start) and start + 1 < end and not reading.labels[start] and start not in reading.known:
        token = reading.doc[start]
        named = bool(reading.labels[start + 1]) or start + 1 in reading.known
        if (
            token.tag_ not in ("NNP", "NNPS")
            and (named or token.pos_ not in ("NOUN", "ADJ"))
            and not is_people(words[start])
        ):
            return start + 1
    return start


def name(reading: Reading, start: int, end: int) -> Name:
    """The candidate over these tokens with what the model and the lists say of it."""
    known = reading.known.get(start)
    listed = known[1] if known and known[0] == end else ""
    if not listed and end - start == 1 and is_people(reading.words[start]):
        listed = "group"
    labels = [label for label in reading.labels[start:end] if label]
    label = max(labels, key=labels.count) if labels else ""
    return Name(start, end, label, listed)


def title_length(reading: Reading, start: int, end: int) -> int:
    """How many tokens from `start` are a title that a name follows, or a title all by itself."""
    words = [word.lower() for word in reading.words[start : min(end, start + LONGEST_TITLE + 2)]]
    skipped = 0
    while skipped < len(words) - 1 and (words[skipped] in lowered("title_modifiers") or words[skipped] in HYPHENS):
        skipped += 1
    for first in range(skipped, -1, -1):
        for length in range(LONGEST_TITLE, 0, -1):
            if tuple(words[first : first + length]) in title_phrases() and first + length <= end - start:
                rest = end - start - first - length
                whole = reading.known.get(start, (0, ""))[0] == end if not rest else _is_named_after(reading, rest, end)
                return 0 if whole else first + length
    return 0


def _is_named_after(reading: Reading, rest: int, end: int) -> bool:
    """Whether a title belongs to the name of a body or building: King Abdullah University Hospital."""
    last = reading.words[end - 1].lower()
    return rest > 1 and reading.labels[end - 1] != "person" and last in heads("organization")[0] | heads("place")[0]


def _title_within(reading: Reading, start: int, end: int) -> int | None:
    """Where a title begins after another name: U.S. | President Obama, Foreign Office | Minister Tobias Ellwood."""
    for at in range(start + 1, end):
        if reading.words[at - 1] in HYPHENS or not (length := title_length(reading, at, end)):
            continue
        rest = at + length
        knows = reading.known.get(start, (0, ""))[0] == at
        person = rest < end and (reading.labels[end - 1] == "person" or reading.words[rest] in lines_of("given_names"))
        if person or (knows and reading.words[at].lower() not in AMBIGUOUS_TITLES):
            return at
    return None


def _is_own_name(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before a title name something by themselves."""
    if all(word.lower() in lowered("title_modifiers") for word in reading.words[start:end]):
        return False
    if reading.known.get(start, (0, ""))[0] == end or reading.words[end - 1].lower() in heads("organization")[0]:
        return True
    return reading.labels[start] not in ("", "person") or population(reading.doc[start:end].text) is not None


def _kept_whole(reading: Reading, start: int, end: int) -> bool:
    """Whether a run that begins with a people's name is one name: Iraqi Security Forces."""
    last = reading.words[end - 1].lower()
    tells = any(last in heads(kind)[0] for kind in ("organization", "place", "event", "law"))
    inner = any(word in ("of", "for") for word in reading.words[start + 1 : end])
    one = reading.same_entity(start, end - 1) and reading.labels[start] in WHOLE
    if start + 1 in reading.known or title_length(reading, start + 1, end):
        return False
    return tells or one or (inner and reading.same_entity(start, start + 1))


def _is_chance(reading: Reading, start: int, end: int) -> bool:
    """Whether the words after a listed name only happen to have capitals: "ELN Ambushed"."""
    words = [word.lower() for word in reading.words[start:end]]
    if any(reading.labels[start:end]) or words[-1] in heads("organization")[0] | heads("place")[0] | heads("event")[0]:
        return False
    return all(is_common(word) or word.endswith("ed") for word in words)


def _cut(reading: Reading, start: int, end: int) -> int:
    """Where the first of the names in a run ends: at the end, or where the model sees a second one begin."""
    listed = reading.known.get(start, (end, ""))
    if listed[1] == "place" and listed[0] < end and reading.words[listed[0]] in lines_of("given_names"):
        return listed[0]  # Middle East | Tobias Ellwood
    if reading.same_entity(start, end - 1):
        return end
    if start in reading.known and any(at in reading.known for at in range(reading.known[start][0], end)):
        return reading.known[start][0]
    for at in range(start + 1, end):
        opens = reading.entity[at] >= 0 and reading.entity[at] != reading.entity[at - 1]
        if opens and reading.labels[at] == reading.labels[start] == "person":
            continue  # Luiz Inácio | Lula da Silva
        if opens and reading.entity[start] >= 0 and not _one_name(reading, at, end):
            return at
        if at > start and title_length(reading, at, end) and reading.labels[end - 1] == "person":
            return at
    return end


def _one_name(reading: Reading, at: int, end: int) -> bool:
    """Whether a second entity of the model goes on a name begun before: Abu Ghraib | Prison, Tel | Abyad."""
    if reading.words[at - 1] in HYPHENS or not reading.words[at - 1][0].isupper():
        return True
    last = reading.words[end - 1].lower()
    return any(last in heads(kind)[0] for kind in ("organization", "place"))
