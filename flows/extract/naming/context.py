"""What the words around a mention tell of what it names."""

from __future__ import annotations

from collections import defaultdict

from flows.extract.naming.clues import Evidence
from flows.extract.naming.spans import Name, Reading
from flows.extract.naming.words import lowered, small_words, title_phrases

#: Prepositions before a place, and how much they tell.
IN_PLACE = {
    "in": 2.0,
    "near": 1.6,
    "outside": 1.0,
    "across": 0.8,
    "throughout": 0.8,
    "around": 0.6,
    "at": 0.6,
    "into": 0.6,
    "towards": 0.5,
    "toward": 0.5,
    "from": 0.2,
    "to": 0.2,
    "inside": 0.6,
    "fled": 1.2,
    "via": 0.5,
}
#: What is done to places, before "on", "of", "in" or the name itself.
DONE_TO_PLACES = small_words("done to places")
DASHES = ("—", "–", "--", "-")
STRIKES = small_words("strikes")
TAKEN = small_words("taking a place")
SAYING = small_words("saying")
MEMBERS = small_words("members")
NOUNS = (("person_nouns", "person"), ("organization_nouns", "organization"), ("place_nouns", "place"))


def surroundings(reading: Reading, name: Name) -> Evidence:
    """Evidence from the words beside a mention."""
    found: Evidence = defaultdict(float)
    if name.start in reading.breaks and _is_dateline(reading, name):
        found["place"] += 4
    _before(found, reading, name.start)
    if _is_struck(reading, name):
        found["place"] += 4
    _after(found, reading, name.end)
    return found


def _before(found: Evidence, reading: Reading, start: int) -> None:
    if not start or start in reading.breaks:
        return
    word = reading.words[start - 1]
    low = word.lower()
    earlier = reading.words[start - 2].lower() if start > 1 else ""
    if title_before(reading, start):
        found["person"] += 4
    elif low in lowered("person_nouns") and word.islower():
        found["person"] += 1.5
    elif low in lowered("organization_nouns") and word.islower():
        found["organization"] += 1.2
    if low in IN_PLACE:
        found["place"] += IN_PLACE[low]
    if low in ("on", "of", "for", "in") and earlier in DONE_TO_PLACES:
        found["place"] += 1.0
    if low in TAKEN:
        found["place"] += 0.8
    if low in ("the", "a", "an"):
        found["person"] -= 1.5
    if low == "of" and earlier in lowered("place_nouns"):
        found["place"] += 3
    if low == "including" and earlier.removesuffix("s") in lowered("place_nouns"):
        found["place"] += 1.5


def _is_dateline(reading: Reading, name: Name) -> bool:
    """Whether a paragraph begins with the place it was sent from: "FARGO, N.D. (AP) —"."""
    after = reading.words[name.end : name.end + 8]
    if not after or after[0] not in (",", "(", *DASHES) or not reading.words[name.start].isupper():
        return False
    return any(word in DASHES for word in after)


def _is_struck(reading: Reading, name: Name) -> bool:
    """Whether a passage tells what happened at a building: "the bombing of Aleppo University"."""
    if name.start < 2 or reading.words[name.end - 1].lower() not in lowered("facility_heads"):
        return False
    before, noun = reading.words[name.start - 1].lower(), reading.words[name.start - 2].lower()
    return before in ("on", "of", "at", "near", "outside", "in") and noun in STRIKES


def _after(found: Evidence, reading: Reading, end: int) -> None:
    words, size = reading.words, len(reading.words)
    if end >= size or end in reading.breaks:
        return
    after = words[end].lower()
    if after in SAYING:
        found["person"] += 0.8
        found["organization"] += 0.4
    if after in lowered("place_nouns") and words[end].islower():
        found["place"] += 1
    if after in MEMBERS:
        found["organization"] += 0.6
    if after == "," and end + 2 < size and words[end + 1].isdigit() and words[end + 2] in (",", ")"):
        found["person"] += 2.5
    if after in (",", "—", "-") and end + 3 < size:
        if words[end + 1].lower() in ("who", "whose"):
            found["person"] += 0.8
        elif words[end + 1].lower() in ("a", "an", "the", "his", "her"):
            _by_apposition(found, reading, end + 2)
    if after in ("who", "whose"):
        found["person"] += 0.8


def _by_apposition(found: Evidence, reading: Reading, at: int) -> None:
    """Adds what a noun soon after ", a" tells: ", a suburb of", ", the group's leader"."""
    told = ""
    for word in reading.words[at : at + 6]:
        low = word.lower()
        if low in (",", ".", "of", "who", "which", "in", "that", "near", "for"):
            break
        for source, kind in NOUNS:
            if low in lowered(source) and word.islower():
                told = kind
    if told:
        found[told] += 3.0 if told == "place" else 1.5


def title_before(reading: Reading, start: int) -> bool:
    """Whether a person's title stands right before the token."""
    words = reading.words
    for length in (3, 2, 1):
        if start >= length and tuple(word.lower() for word in words[start - length : start]) in title_phrases():
            return words[start - 1][0].isupper() and start not in reading.breaks
    return False


def is_disease(reading: Reading, name: Name) -> bool:
    """Whether the name is but the name of a disease: West Nile virus."""
    nouns = lowered("disease_nouns")
    if reading.words[name.end - 1].lower() in nouns and name.end - name.start > 1:
        return True
    return name.end < len(reading.words) and reading.words[name.end].lower() in nouns
