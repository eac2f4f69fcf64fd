"""What is printed beside the name of a place that tells where it is, or what kind of place it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from flows.layers import Entity, Mention
from flows.resolve.places_readings import FIRST_ORDER, Reading

#: "London, Ontario", "Raqqa (Syria)", "Erbil, the capital of the Kurdistan Region", "Qaim in western Iraq".
INNER_FIRST = re.compile(
    r", | \(|,? (?:(?!and\b|or\b|to\b|than\b)[a-z-]+ ){0,5}"
    r"(?:in|near|outside|of|from|inside) (?:the )?(?:[a-z-]+ ){0,3}"
)
#: "Iraq's Anbar province", "Syria's northern city of ".
OUTER_FIRST = re.compile(
    r"(?:['’]s?)? (?:[a-z-]+ ){0,3}(?:city|town|village|province|capital|district|port|suburb|region|state) (?:of )?"
    r"|['’]s? (?:[a-z-]+ ){0,2}"
)
DIVISION_AFTER = re.compile(rf" (?:{FIRST_ORDER}|governor|gubernatorial|legislature|senator)\b", re.IGNORECASE)
DIVISION_BEFORE = re.compile(
    rf"\b(?:(?:{FIRST_ORDER}|governor|university|legislature|attorney general) of"
    r"|(?:senator|congress\w+) (?:of|from)) $",
    re.IGNORECASE,
)
PART_OF = re.compile(
    r"\b(?:district|province|state|county|city|town|village|region|suburb|area|island|part|outskirts|quarter|north|south"
    r"|east|west) of $"
)
#: "After talks in Geneva, Syria said ..."
AS_SUBJECT = re.compile(r"['’]|,? (?:said|says|has|have|had|is|was|were|will|would|which|who)\b")
LISTED = re.compile(r", | and |, and | or |, or |/|; ")
CUE_LENGTH = 24
LIKELY = 3.5  # a reading this much less likely than the best isn't what the name means as a container


@dataclass(slots=True)
class Beside:
    """What the article prints beside the names of one place."""

    containers: list[Reading] = field(default_factory=list)  # the places it is said to be in
    hosts: list[Reading] = field(default_factory=list)  # those that can stand for it where it is unknown
    contents: list[Reading] = field(default_factory=list)  # the places said to be in it
    peers: list[Reading] = field(default_factory=list)  # its neighbours in a list
    is_division: bool = False  # called a state, province or the like
    has_comma: bool = False  # a comma alone parts it from its container, or from the next of a list


def beside(text: str, found: Mapping[Entity, tuple[Reading, ...]]) -> dict[Entity, Beside]:
    """For each entity, what is printed beside its names."""
    around = {entity: Beside() for entity in found}
    named = [(m, entity) for entity in found for m in entity.mentions if m.kind == "name"]
    named.sort(key=lambda pair: pair[0].start)
    open_ones: list[Entity] = []  # names whose container may yet follow: "Austin, Scott County, Indiana"
    for (left, inner), (right, outer) in pairwise(named):
        between = text[left.end : right.start]
        if LISTED.fullmatch(between):
            around[inner].peers += found[outer][:1]
            around[outer].peers += found[inner][:1]
            around[inner].has_comma |= between == ", " and not AS_SUBJECT.match(text, right.end)
        if len(between) < 80 and INNER_FIRST.fullmatch(between):
            open_ones.append(inner)
            for each in open_ones[-3:]:
                around[each].containers += _likely(found[outer])
            around[outer].contents += _likely(found[inner])
            if (not between.endswith(" of ") or PART_OF.search(between)) and not AS_SUBJECT.match(text, right.end):
                around[inner].hosts += found[outer][:1]
            continue
        open_ones.clear()
        if len(between) < 60 and OUTER_FIRST.fullmatch(between):
            around[outer].containers += _likely(found[inner])
            around[outer].hosts += found[inner][:1]
            around[inner].contents += _likely(found[outer])
    for entity, what in around.items():
        called = [_called_division(text, m) for m in entity.mentions if m.kind == "name"]
        what.is_division = sum(called) * 3 >= max(len(called), 1)
    return around


def _likely(options: tuple[Reading, ...]) -> list[Reading]:
    return [option for option in options if option.weight > options[0].weight - LIKELY]


def _called_division(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - CUE_LENGTH) : mention.start]
    after = text[mention.end : mention.end + CUE_LENGTH]
    return bool(DIVISION_AFTER.match(after) or DIVISION_BEFORE.search(before))
