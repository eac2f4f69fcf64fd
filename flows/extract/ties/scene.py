"""The mentions of a document as the reading of ties looks for them: at a token, and beside it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from flows.countries import country_of, country_of_demonym
from flows.extract.ties.grammar import BODY_NOUNS, HOLDING, STANCE
from flows.layers import Entity, Mention
from flows.lexicons import lines
from schemas.codes.entities import MentionKind, PlacePrecision

ORDER = {MentionKind.NAME: 0, MentionKind.NOMINAL: 1, MentionKind.PRONOUN: 2}
#: Nouns that stand for the body that a name before them names.
BODIES = frozenset(lines("body_nouns"))
WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
STYLES = frozenset(
    {"city", "town", "village", "province", "government", "state", "republic", "kingdom", "people", "governments"}
)
CONJUNCTS = 5
PAIRED = 30  # tokens within which the second of two names is looked for


class Scene:
    """The resolved mentions of a document by token."""

    def __init__(self, doc: Doc) -> None:
        """Index the mentions that have an entity by their head, and names by all their tokens."""
        self.doc, self.text = doc, doc.text
        self.heads: dict[int, Mention] = {}
        self.within: dict[int, Mention] = {}
        self.starts: dict[int, Mention] = {}
        self._countries: dict[str, Mention] | None = None
        self._subjects: dict[tuple[int, str], bool] = {}
        for mention in sorted((m for m in doc._.mentions if m.entity), key=lambda m: (ORDER[m.kind], m.start)):
            self.heads.setdefault(mention.head, mention)
            if mention.kind == MentionKind.NAME:
                self._index_name(mention)

    def _index_name(self, mention: Mention) -> None:
        span = self.span(mention)
        if span is None:
            return
        self.starts.setdefault(span.start, mention)
        for token in span:
            self.within.setdefault(token.i, mention)

    def span(self, mention: Mention) -> Span | None:
        """The tokens that a mention touches."""
        return self.doc.char_span(mention.start, mention.end, alignment_mode="expand")

    def country(self, code: str) -> Mention | None:
        """A mention of the country with this ISO 3166-1 code, if the text names it."""
        if self._countries is None:
            places = (m for m in self.heads.values() if m.entity_type == "place" and m.kind == MentionKind.NAME)
            self._countries = {}
            for mention in sorted(places, key=lambda m: m.start):
                if named := country_of(self.text[mention.start : mention.end]):
                    self._countries.setdefault(named, mention)
        return self._countries.get(code)

    def at(self, token: Token) -> Mention | None:
        """The mention that the token heads or, within a name, belongs to."""
        return self.heads.get(token.i) or self.within.get(token.i)

    def all_at(self, token: Token) -> Iterator[Mention]:
        """The mention at a token and those joined to it by "and"; a common noun stands for the name before it."""
        first = self.at(token)
        if first is None:
            return
        yield first
        misread = [child for child in token.children if child.dep_ == "appos" and child.conjuncts]  # "A, B and C"
        joined = [*token.conjuncts, *misread, *(part for child in misread for part in child.conjuncts)]
        for part in joined[:CONJUNCTS]:
            if part.i > token.i and (mention := self.at(part)):
                yield mention

    def actor_at(self, token: Token, owned: frozenset[str] | None = None) -> list[Mention]:
        """As `all_at`; for a noun that is no name the body before it: "ISIS forces", "Russian jets".

        The nouns `owned` stand for whose they are too: who condemns "ISIL's treatment of prisoners" condemns ISIL.
        """
        found = list(self.all_at(token))
        if not found and token.lower_ in STYLES:  # "the city of Mosul"
            found = self._of(token)
        if found or token.pos_ not in ("NOUN", "PROPN"):
            return found
        stands = token.lower_ in BODIES
        former = any(child.lower_ == "former" for child in token.lefts)  # "former members of Y" act for themselves
        if former or not (stands or (owned and token.lower_ in owned)):
            return []
        named = self._owners(token) or self._of(token)
        for part in token.conjuncts if named else ():  # "X's cruelty and Y's greed"
            named += [mention for mention in [self.at(part)] if mention] or self._owners(part)
        return [state for mention in named if (state := self.state(mention))]

    def _owners(self, token: Token) -> list[Mention]:
        """The name right before a noun: "X's cruelty", "X forces"."""
        before = [child for child in token.lefts if child.dep_ in HOLDING]
        return [mention for child in before if (mention := self.at(child))][-1:]

    def _of(self, token: Token) -> list[Mention]:
        """What a noun is of: "the city of Mosul", "members of Y"."""
        parts = [obj for prep in token.rights if prep.lower_ == "of" for obj in prep.children]
        return [mention for obj in parts for mention in self.all_at(obj)] or [
            self.starts[obj.i + 1] for obj in parts if obj.lower_ in BODY_NOUNS and obj.i + 1 in self.starts
        ]

    def describes(self, name: Mention) -> bool:
        """Whether a name only describes the noun after it: "Y's X trucks", "of the X council"."""
        head, span = self.doc[name.head], self.span(name)
        after = self.doc[span.end] if span is not None and span.end < len(self.doc) else None
        if after is not None and after.pos_ == "NOUN" and after.is_lower:
            return True
        return head.dep_ in ("compound", "nmod", "amod") and head.head.idx >= name.end

    def pair_after(self, prep: Token) -> list[Mention]:
        """The two names of "between X, led by P, and Y", where the parse loses one of them."""
        end = min(prep.sent.end, prep.i + PAIRED)
        names = [(at, self.starts[at]) for at in range(prep.i + 1, end) if at in self.starts]
        if not names or names[0][0] > prep.i + 2:
            return []
        first = names[0][1]
        for at, name in names[1:]:
            before = [self.doc[i].lower_ for i in (at - 2, at - 1)]
            if name.entity_type == first.entity_type and (before[1] == "and" or before == ["and", "the"]):
                return [first, name]
        return []

    def is_about(self, token: Token, subject: str) -> bool:
        """Whether the sentence has a word of a game ("sport"), of an election ("contest"), of each alone ("apart")."""
        key = (token.sent.start, subject)
        if key not in self._subjects:
            self._subjects[key] = any(word.lower_ in STANCE[subject] for word in token.sent)
        return self._subjects[key]

    def state(self, mention: Mention) -> Mention | None:
        """For the name of a people the country, if the text names it: a British minister serves Britain."""
        if mention.entity_type != "group":
            return mention
        code = country_of_demonym(self.text[mention.start : mention.end])
        return self.country(code) if code else None


def is_actor(mention: Mention) -> bool:
    """Whether it can act: people and bodies can, of places only countries and wider ones."""
    if mention.entity_type == "place":
        return mention.place_precision in WIDE
    return mention.entity_type in ("person", "organization", "group")


def entity_of(mention: Mention) -> Entity:
    """The entity of a mention that has one."""
    if mention.entity is None:
        raise ValueError(f"mention at {mention.start}: expected an entity, got None")
    return mention.entity
