"""Words before a time expression that qualify it: "more than two years", "since 2011", "around noon"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flows.extract.timex.setting import Phrase, Reading

_OF_LENGTHS: Final = {
    ("more", "than"): "MORE_THAN",
    ("less", "than"): "LESS_THAN",
    ("fewer", "than"): "LESS_THAN",
    ("at", "least"): "EQUAL_OR_MORE",
    ("at", "most"): "EQUAL_OR_LESS",
    ("up", "to"): "EQUAL_OR_LESS",
    ("nearly",): "LESS_THAN",
    ("almost",): "LESS_THAN",
    ("under",): "LESS_THAN",
    ("over",): "MORE_THAN",
    ("about",): "APPROX",
    ("around",): "APPROX",
    ("approximately",): "APPROX",
    ("roughly",): "APPROX",
    ("some",): "APPROX",
}
_OF_POINTS: Final = {
    ("since",): "ON_OR_AFTER",
    ("until",): "ON_OR_BEFORE",
    ("till",): "ON_OR_BEFORE",
    ("by",): "ON_OR_BEFORE",
    ("before",): "BEFORE",
    ("after",): "AFTER",
    ("following",): "AFTER",
    ("prior", "to"): "BEFORE",
    ("no", "later", "than"): "ON_OR_BEFORE",
    ("about",): "APPROX",
    ("around",): "APPROX",
    ("approximately",): "APPROX",
    ("circa",): "APPROX",
}
#: Qualifiers of a length that belong to the expression itself.
_INSIDE: Final = frozenset({"almost", "nearly", "approximately", "roughly", "about", "than", "least", "most"})


def qualified(p: Phrase, reading: Reading) -> tuple[int, Reading]:
    """Where an expression begins with its qualifier, and the reading with the modifier that it gives."""
    if reading.modifier or reading.value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF") or reading.timex_type == "SET":
        return p.start, reading
    is_length = reading.timex_type == "DURATION"
    if is_length and p.get("DLX"):
        return p.start, reading  # "over the last 24 hours"
    known = _OF_LENGTHS if is_length else _OF_POINTS
    offset = 2 if p.before().letter == "D" and not is_length else 1
    for count in (3, 2, 1):
        words = tuple(p.before(offset + count - 1 - n).text for n in range(count))
        modifier = known.get(words)
        if modifier is None or (modifier == "APPROX" and not is_length and p.get("WE")):
            continue  # "frustration about Saturday's vote"
        start = p.before(count).start if is_length and words[-1] in _INSIDE else p.start
        edtf = reading.edtf
        if modifier == "APPROX" and edtf and reading.timex_type == "DATE" and "/" not in edtf and "[" not in edtf:
            edtf += "~"
        return start, replace(reading, modifier=modifier, edtf=edtf)
    return p.start, reading
