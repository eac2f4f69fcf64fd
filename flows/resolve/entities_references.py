"""Which entities the nominals and pronouns of an article refer to, where that is clear."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from flows.countries import country_of, country_of_demonym
from flows.layers import Entity, Mention
from flows.lexicons import lines
from flows.resolve.entities_described import agree, described
from flows.resolve.entities_gender import gender_of, gender_of_word

PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
    **dict.fromkeys(("it", "its", "itself"), "neuter"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "plural"),
}
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Verbs whose "it" mostly stands for no thing: when it comes to, it took years.
SHELL_VERBS = frozenset(
    {
        "comes",
        "came",
        "takes",
        "took",
        "seems",
        "seemed",
        "appears",
        "appeared",
        "turns",
        "turned",
        "happens",
        "happened",
    }
)
OBJECTS = frozenset({"dobj", "pobj", "dative", "obj"})
DEFINITE = frozenset({"the", "this", "that"})
REACH = 2  # sentences back
MEMORY = 120  # mentions back
SURE, LIKELY = 0.9, 0.7


@dataclass(slots=True, eq=False)
class Place:
    """Where an entity was spoken of: in which sentence, and whether as the subject of its clause."""

    entity: Entity
    sentence: int
    is_subject: bool
    token: Token


class References:
    """Goes through an article's mentions in order and settles those that are no names."""

    def __init__(self, doc: Doc) -> None:
        """Know what the sentences say of the names in them."""
        self.doc = doc
        self.text = doc.text
        self.starts = [sentence.start for sentence in doc.sents]
        self.places: list[Place] = []
        self.described = described(doc)
        self.by_noun: dict[str, dict[Entity, None]] = {}
        self.descriptions: dict[Entity, list[Mention]] = {}
        for nominal, name in self.described.items():
            if name.entity:
                self.descriptions.setdefault(name.entity, []).append(nominal)
        self.genders: dict[Entity, str | None] = {}

    def settle(self) -> None:
        """Give every nominal and pronoun the entity that it clearly means, or those it may mean."""
        for mention in self.doc._.mentions:
            if mention.kind == "nominal":
                self._settle_nominal(mention)
            elif mention.kind == "pronoun":
                self._settle_pronoun(mention)
            if mention.entity:
                self._note(mention, mention.entity)

    def _note(self, mention: Mention, entity: Entity) -> None:
        token = self.doc[mention.head]
        self.places.append(Place(entity, self._sentence(token), _is_subject(token), token))
        del self.places[:-MEMORY]

    def _sentence(self, token: Token) -> int:
        return bisect_right(self.starts, token.i) - 1

    def _settle_nominal(self, mention: Mention) -> None:
        name = self.described.get(mention)
        noun = self.doc[mention.head].lower_
        if name is not None:
            if name.entity:
                self.by_noun.setdefault(noun, {})[name.entity] = None
                _tie(mention, name.entity, SURE)
                if name.entity.description is None and " " in self.text[mention.start : mention.end]:
                    name.entity.description = (mention.start, mention.end)
            return
        words = self.text[mention.start : mention.end].lower().split()
        if words[0] not in DEFINITE or len(words) > 3 or _is_told_apart(self.doc[mention.head]):
            return
        if known := self.by_noun.get(noun):
            self._choose(mention, [p for p in self.places if p.entity in known], 99)
        else:
            self._choose(mention, self._fitting(mention, noun), REACH)

    def _fitting(self, mention: Mention, noun: str) -> list[Place]:
        """What a bare definite noun may take up: "the group" an organization, "the country" a country."""
        if mention.entity_type == "place":
            if noun not in ("country", "nation", "state", "city", "town", "village"):
                return []
            is_country = noun in ("country", "nation", "state")
            places = [p for p in self.places if p.entity.entity_type == "place"]
            return [p for p in places if bool(country_of(p.entity.name)) == is_country]
        if mention.entity_type == "person":
            gender = gender_of_word(noun)
            return self._persons(gender) if gender and noun in ("man", "woman", "boy", "girl") else []
        if noun in lines("anaphoric_nouns"):
            return [p for p in self.places if p.entity.entity_type in ("organization", "group") and not _is_people(p)]
        return []

    def _settle_pronoun(self, mention: Mention) -> None:
        token = self.doc[mention.head]
        kind = PERSONAL.get(token.lower_)
        if kind in ("male", "female"):
            self._choose(mention, [p for p in self._persons(kind) if not _is_bound(token, p.token)], REACH)
        elif kind == "neuter" and not _is_expletive(token):
            self._choose(mention, [p for p in self.places if p.entity.entity_type not in ("person", "group")], 1)
        elif kind == "plural" and not self._has_other_plural(token):
            bodies = [p for p in self.places if p.entity.entity_type in ("organization", "group") and p.is_subject]
            self._choose(mention, bodies, 1)

    def _persons(self, gender: str | None) -> list[Place]:
        return [p for p in self.places if p.entity.entity_type == "person" and self._gender(p.entity) in (gender, None)]

    def _gender(self, entity: Entity) -> str | None:
        if entity not in self.genders:
            self.genders[entity] = gender_of(self.doc, entity, self.descriptions.get(entity, []))
        return self.genders[entity]

    def _has_other_plural(self, token: Token) -> bool:
        """Whether a plural noun is near that "they" may mean as well."""
        at = self._sentence(token)
        start = self.starts[max(0, at - 1)]
        return any(t.tag_ == "NNS" and t.dep_ in SUBJECTS for t in self.doc[start : token.i])

    def _choose(self, mention: Mention, places: list[Place], reach: int) -> None:
        """Tie the mention to the one entity nearest by sentence, or to the one subject; else keep the candidates."""
        here = self._sentence(self.doc[mention.head])
        near = [p for p in places if here - p.sentence <= reach]
        if not near:
            return
        latest = max(p.sentence for p in near)
        entities = dict.fromkeys(p.entity for p in near if p.sentence == latest)
        if len(entities) == 1:
            _tie(mention, next(iter(entities)), SURE if here - latest < 2 else LIKELY)
            return
        subjects = dict.fromkeys(p.entity for p in near if p.sentence == latest and p.is_subject)
        is_between_persons = latest == here and mention.entity_type == "person"  # "Reed told Braun that he"
        if len(subjects) == 1 and not is_between_persons:
            _tie(mention, next(iter(subjects)), LIKELY)
        else:
            mention.candidates = tuple(entities)


def settle_references(doc: Doc) -> None:
    """Gives nominals and pronouns their entity where the text leaves no doubt."""
    References(doc).settle()


def _tie(mention: Mention, entity: Entity, confidence: float) -> None:
    mention.entity = entity
    mention.confidence = min(mention.confidence, confidence)
    entity.mentions.append(mention)
    if mention.kind == "pronoun" or agree(mention.entity_type, entity.entity_type):
        mention.entity_type = entity.entity_type


def _is_told_apart(noun: Token) -> bool:
    """Whether words after a noun say which one is meant, so that it takes up nothing: "the deputy who ran it"."""
    return any(
        (token.dep_ in ("prep", "relcl", "acl") and token.i == noun.i + 1) or token.dep_ == "relcl"
        for token in noun.rights
    )


def _is_subject(token: Token) -> bool:
    while (
        token.dep_ in ("compound", "appos", "flat", "nmod", "conj") and token.pos_ != "VERB" and token.head is not token
    ):
        token = token.head
    return token.dep_ in SUBJECTS


def _is_bound(pronoun: Token, other: Token) -> bool:
    """Whether the pronoun is an object beside that subject, and so means somebody else: "Ali saw him"."""
    if pronoun.dep_ not in OBJECTS or pronoun.lower_.endswith("self"):
        return False
    verb = pronoun.head.head if pronoun.head.pos_ == "ADP" else pronoun.head
    return other.dep_ in SUBJECTS and other.head is verb


def _is_expletive(token: Token) -> bool:
    """Whether "it" stands for no thing: "it is clear that", "it takes years"."""
    if token.lower_ != "it":
        return False
    verb = token.head
    if token.dep_ == "expl" or token.dep_ not in SUBJECTS | OBJECTS:
        return True
    return token.dep_ in SUBJECTS and (
        verb.pos_ == "AUX" or any(t.dep_ in ("ccomp", "csubj", "advcl") for t in verb.children)
    )


def _is_people(place: Place) -> bool:
    """Whether a group is a people or faith, which "the group" does not take up."""
    name = place.entity.name
    return place.entity.entity_type == "group" and (name.endswith("s") or country_of_demonym(name) is not None)
