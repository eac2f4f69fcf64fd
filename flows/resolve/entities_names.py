"""Which names of an article are names of one: full and short, acronyms, spellings, stated aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from flows.countries import country_of, country_of_demonym
from flows.layers import Alias, Mention
from flows.lexicons import lines
from flows.names import (
    KUNYA,
    SMALL_WORDS,
    canonical_key,
    families,
    initials,
    name_key,
    one_given_name,
    one_spelling,
    person_words,
)

ACRONYM = re.compile(r"(?:[A-Z][a-z]?\.?){2,8}s?|[A-Z]{2,5}-?[A-Z0-9]{1,3}")
ADDRESS = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mister|Captain|Lord|Lady|Sir|Dr|Doctor|Auntie|Uncle)\.?\s+$")
#: Words for kin of one surname, before two given names.
KIN = re.compile(r"\b(?:brothers?|sisters?|siblings|twins|couple|spouses|cousins|parents|sons|daughters)[\s,:]+$")
#: Types whose names are compared with each other: writers use a state's name for its government and its land alike.
#: Divisions that have a city of another standing by their name and "City".
CITIES_APART = frozenset({"kansas", "oklahoma", "quebec", "iowa", "missouri", "nevada", "dodge"})
NAMED = frozenset({"organization", "place"})


@dataclass(slots=True, eq=False)
class Form:
    """One name as an article spells it, with every mention spelled so."""

    kind: str  # "person", "named" (organizations and places) or the entity type
    key: str
    words: tuple[str, ...]
    text: str
    mentions: list[Mention] = field(default_factory=list)
    root: Form | None = None  # another form of the same entity
    is_alias: bool = False  # stated to be another name of somebody

    @property
    def types(self) -> set[str]:
        """The entity types its mentions have."""
        return {mention.entity_type for mention in self.mentions}

    def find(self) -> Form:
        """The form that stands for all forms of its entity."""
        form = self
        while form.root is not None:
            form = form.root
        return form

    def tie(self, other: Form) -> None:
        """Make both forms names of one entity."""
        one, two = self.find(), other.find()
        if one is not two:
            two.root = one


def name_forms(text: str, mentions: Iterable[Mention]) -> dict[Mention, Form]:
    """The form of every name mention."""
    forms: dict[tuple[str, str], Form] = {}
    found: dict[Mention, Form] = {}
    names = [mention for mention in mentions if mention.kind == "name"]
    for mention, after in zip(names, [*names[1:], None], strict=False):
        name = " ".join(text[mention.start : mention.end].split())
        if mention.entity_type == "place" and ADDRESS.search(text, max(0, mention.start - 12), mention.start):
            mention.entity_type = "person"  # Miss Brazil is no country
        if after and mention.entity_type == "person" and " " not in name:
            name += _shared_surname(text, mention, after)
        is_known = mention.entity_type != "person" and name_key(name) in families()
        kind = "named" if is_known or mention.entity_type in NAMED else mention.entity_type
        words = person_words(name) if kind == "person" else tuple(name_key(name).split())
        key = " ".join(words) if kind == "person" else canonical_key(name)
        form = forms.setdefault((kind, key), Form(kind, key, words, name))
        if _is_fuller(name, form.text):
            form.words, form.text = words, name
        form.mentions.append(mention)
        found[mention] = form
    return found


def _shared_surname(text: str, mention: Mention, after: Mention) -> str:
    """The surname that a given name shares with the full name after it: "the brothers Ibrahim and Khaled Bakraoui"."""
    words = text[after.start : after.end].split()
    is_pair = (
        after.entity_type == "person" and len(words) == 2 and text[mention.end : after.start].strip() in ("and", "&")
    )
    if not is_pair or not KIN.search(text, max(0, mention.start - 40), mention.start):
        return ""
    return " " + words[1]


def _is_fuller(name: str, other: str) -> bool:
    """Whether a name says more than another one of the same key: United States more than U.S."""
    return (not is_acronym(name), name.count(" "), len(name)) > (not is_acronym(other), other.count(" "), len(other))


def is_acronym(name: str) -> bool:
    """Whether a name looks like initials."""
    return bool(ACRONYM.fullmatch(name))


def tie_names(of: dict[Mention, Form], aliases: Iterable[Alias]) -> dict[Form, list[Form]]:
    """Ties all forms that are surely one; gives for each form that could be short for several the ones it could be."""
    for alias in aliases:
        if alias.of in of and alias.name in of:
            of[alias.of].tie(of[alias.name])
            if of[alias.name] is not of[alias.of]:  # "Islamic State (ISIS)": known for one name, not for an alias
                of[alias.name].is_alias = True
    forms = list(dict.fromkeys(of.values()))
    people = [form for form in forms if form.kind == "person"]
    named = [form for form in forms if form.kind == "named"]
    _tie_to_longer([f for f in people if len(f.words) > 1], people, fits_person)
    _tie_to_longer(named, named, fits_named)
    return _tie_to_longer([f for f in people if len(f.words) == 1], people, _surname_of)


def _tie_to_longer(short: list[Form], long: list[Form], fit: Callable[[Form, Form], int]) -> dict[Form, list[Form]]:
    by_word: dict[str, list[Form]] = defaultdict(list)
    for form in long:
        for word in dict.fromkeys(form.words):
            by_word[word[:1]].append(form)
    undecided: dict[Form, list[Form]] = {}
    for form in sorted(short, key=lambda f: -len(f.words)):
        near = dict.fromkeys(other for word in form.words for other in by_word[word[:1]] if other is not form)
        fits = [(fit(form, other), other) for other in near]
        best = max((score for score, _ in fits), default=0)
        if not best:
            continue
        roots = list(dict.fromkeys(other.find() for score, other in fits if score == best))
        if len(roots) == 1:
            roots[0].tie(form)
        elif form.find() not in roots:
            undecided[form] = roots
    return undecided


def fits_person(short: Form, long: Form) -> int:
    """How well one full name fits another of a person: 2 the same words, 1 some left out or spelled otherwise."""
    left, right = short.words, long.words
    if len(right) < 2 or len(left) > len(right):
        return 0
    if sorted(left) == sorted(right):
        return 2
    if len(left) == len(right):
        same = sum(a == b for a, b in zip(left, right, strict=True))
        return int((same >= 1 and all(map(one_given_name, left, right))) or all(map(one_spelling, left, right)))
    if left[-1] != right[-1]:
        return int(left[0] in KUNYA and right[: len(left)] == left)
    return int(_within(left[:-1], right[:-1]))


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words stand in the longer name in order; who is father of Omar (Abu Omar) is not Omar."""
    at = -1
    for word in short:
        follow = [i for i in range(at + 1, len(long)) if one_given_name(word, long[i])]
        if not follow:
            return False
        at = follow[0]
        if at and long[at - 1] in KUNYA and (short.index(word) == 0 or short[short.index(word) - 1] not in KUNYA):
            return False
    return True


def _surname_of(short: Form, long: Form) -> int:
    """How likely a word is short for a full name: 4 as its last word, 3 its first, 2 another, 1 spelled otherwise."""
    if len(long.words) < 2:
        return 0
    (word,) = short.words
    if word == long.words[-1]:
        return 4
    if short.mentions[0].start < long.mentions[0].start:
        return 0
    if word == long.words[0]:
        return 3 if word not in KUNYA else 0
    if word in long.words:
        return 2 if long.words[long.words.index(word) - 1] not in KUNYA else 0
    return int(one_spelling(word, long.words[-1]))


def fits_named(short: Form, long: Form) -> int:
    """How well a name fits a longer one of a body or place: 2 as acronym or without its country, 1 as a part."""
    left, right = short.words, long.words
    if short.key == long.key or len(left) >= len(right):
        return 0
    if len(left) == 1 and len(left[0]) >= 3 and is_acronym(short.text) and left[0] in initials(long.text):
        return 2
    if right[1:2] == ("of",) and right[2:] == left and right[0] in generic_words():
        return int(short.types == {"organization"})
    if right[-len(left) :] == left:
        rest = right[: -len(left)]
        if "place" in short.types or rest[-1] in SMALL_WORDS:
            return int(len(left) > 1 and long.types == {"place"} and left[-1] in generic_words())
        return 2 if all(map(_is_local, rest)) else int(len(left) == 1)
    if right[: len(left)] == left:
        rest = right[len(left) :]
        if rest[0] in ("of", "in", "for"):
            return int(all(word in generic_words() for word in left))
        if rest == ("city",) and long.types == {"place"}:
            return int(not country_of(short.text) and short.key not in CITIES_APART)
        return int("organization" in short.types and all(word in generic_words() for word in rest))
    return 0


def _is_local(word: str) -> bool:
    """Whether a word of a name says of which country it is."""
    return word in ("us", "uk", "eu", "united", "states", "kingdom", "nations", "the", "of") or bool(
        country_of_demonym(word)
    )


def generic_words() -> frozenset[str]:
    """Words that many organizations' names share."""
    return frozenset(lines("organization_words"))
