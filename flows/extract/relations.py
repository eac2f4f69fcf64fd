"""Ties between entities as the text states them: who leads, joined, founded, fights or is kin to whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.extract.ties.alliances import COLLECTIVES, alliance_ties, inclusion_ties
from flows.extract.ties.compounds import JOINED, compound_ties
from flows.extract.ties.deeds import VERBS, deed_ties
from flows.extract.ties.fates import FATES, fate_ties
from flows.extract.ties.locations import place_ties
from flows.extract.ties.origins import origin_ties
from flows.extract.ties.roles import ROLES, role_ties
from flows.extract.ties.scene import Scene
from flows.layers import Relation
from schemas.codes.entities import MentionKind
from schemas.codes.relations import SYMMETRIC, Modality
from schemas.contract import Record, record_id
from schemas.tables.relations import Relation as RelationRecord

FACTORY = "dateline_relations"


@Language.component(FACTORY, requires=["doc._.mentions", "doc._.entities", "doc._.dates"], assigns=["doc._.relations"])
def read_relations(doc: Doc) -> Doc:
    """The document with the ties that it states, each passage's tie once, in the order of the text."""
    found: list[Relation] = []
    if doc._.mentions:
        scene = Scene(doc)
        for token in doc:
            word = token.lower_
            if word in ROLES and token.pos_ in ("NOUN", "PROPN", "ADJ"):
                found += role_ties(scene, token)
            if word in VERBS:
                found += deed_ties(scene, token)
            if word in FATES:
                found += fate_ties(scene, token)
            if word in COLLECTIVES:
                found += alliance_ties(scene, token)
            if word in JOINED:
                found += compound_ties(scene, token)
        names = [m for m in doc._.mentions if m.kind == MentionKind.NAME and m.entity]
        found += [*place_ties(scene, names), *origin_ties(scene, names), *inclusion_ties(scene, names)]
    doc._.relations = sorted(_once(doc, found), key=lambda tie: (tie.start, tie.end, tie.relation_type))
    return doc


def _once(doc: Doc, found: list[Relation]) -> Iterator[Relation]:
    """Each tie once a sentence: as put with most reserve where two constructions state it, then the longer passage."""
    starts = [sentence.start_char for sentence in doc.sents]
    seen: set[tuple[int, str, int, int]] = set()
    for tie in sorted(found, key=lambda tie: (tie.modality == Modality.ASSERTED, tie.start - tie.end, tie.start)):
        ends = (id(tie.subject.entity), id(tie.object.entity))
        subject, thing = (min(ends), max(ends)) if tie.relation_type in SYMMETRIC else ends
        key = (bisect_right(starts, tie.start), str(tie.relation_type), subject, thing)
        if key not in seen:
            seen.add(key)
            yield tie


def records(doc: Doc) -> Iterator[Record]:
    """A row for each tie and passage; of a tie that holds both ways the smaller id is the subject."""
    article = doc._.document
    seen: set[str] = set()
    for tie in doc._.relations:
        if not (tie.subject.entity and tie.object.entity):
            continue
        ends = (tie.subject.entity.entity_id, tie.object.entity.entity_id)
        if not all(ends) or ends[0] == ends[1]:
            continue
        subject, thing = sorted(ends) if tie.relation_type in SYMMETRIC else ends
        key = record_id("relation", article.article_id, tie.start, tie.end, subject, tie.relation_type, thing)
        if key in seen:
            continue
        seen.add(key)
        yield RelationRecord(
            relation_id=key,
            subject_id=subject,
            relation_type=tie.relation_type,
            object_id=thing,
            article_id=article.article_id,
            char_start=tie.start,
            char_end=tie.end,
            text=article.text[tie.start : tie.end],
            polarity=tie.polarity,
            modality=tie.modality,
            edtf=tie.when.edtf if tie.when else None,
            earliest=tie.when.earliest if tie.when else None,
            latest=tie.when.latest if tie.when else None,
            confidence=tie.confidence,
        )
