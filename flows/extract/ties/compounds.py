"""Ties told by a word that a hyphen joins to a name: "US-backed X", "Taliban-ruled Y", "the Saudi-led Z"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from flows.extract.ties.kinds import fits
from flows.extract.ties.scene import Scene
from flows.extract.ties.stance import relation
from flows.layers import Mention, Relation
from flows.lexicons import table
from schemas.codes.relations import RelationType as R

JOINED = {
    word: key.split()[0] for key, words in table("relation_verbs").items() if key.endswith(" hyphen") for word in words
}
HYPHENS = frozenset("-‐‑–")
REACH = 4  # tokens between the joined word and the name it describes
#: Ties that the described holds to the name before the hyphen, not the other way round.
TURNED = frozenset({R.ACCUSED_OF_TIES_WITH})


def compound_ties(scene: Scene, word: Token) -> Iterator[Relation]:
    """The tie that a joined word states between the name before its hyphen and the name that it describes."""
    if word.i < 2 or word.nbor(-1).text not in HYPHENS or word.idx != word.nbor(-1).idx + 1:
        return
    left, kind = scene.within.get(word.i - 2), JOINED[word.lower_]
    party = scene.state(left) if left else None
    thing = _described(scene, word)
    if party is None or thing is None:
        return
    subject, other = (thing, party) if kind in TURNED else (party, thing)
    if fits(subject, kind, other):
        yield relation(scene, subject, kind, other, word, 0.8)


def _described(scene: Scene, word: Token) -> Mention | None:
    """The next name with nothing but adjectives and nouns between, or what the noun described refers to."""
    for at in range(word.i + 1, min(word.i + 1 + REACH, word.sent.end)):
        token = scene.doc[at]
        if at in scene.starts and scene.starts[at].entity_type != "group":
            return scene.starts[at]
        if token.pos_ not in ("ADJ", "NOUN", "PROPN"):
            break
    return scene.heads.get(word.head.i) if word.dep_ == "amod" else None
