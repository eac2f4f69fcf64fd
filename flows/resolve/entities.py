"""The entities of an article: what its names, nominals and pronouns refer to together, and what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from flows.countries import country_of
from flows.layers import Entity, Mention
from flows.names import canonical_key, families, name_key
from flows.resolve.entities_names import Form, generic_words, is_acronym, name_forms, tie_names
from flows.resolve.entities_references import settle_references
from flows.resolve.entities_rows import name_rows
from schemas.contract import Record, record_id
from schemas.tables.mentions import Mention as MentionRow

FACTORY = "dateline_entities"
SHORT_NAME_TRUST = 0.7  # how far a surname that several bear is trusted to be that of the one first called so


@Language.component(FACTORY, requires=["doc._.mentions", "doc._.aliases"], assigns=["doc._.entities"])
def read_entities(doc: Doc) -> Doc:
    """Lays `doc._.entities` and gives every mention its entity, or the entities it may mean."""
    text = doc._.document.text
    forms = name_forms(text, doc._.mentions)
    undecided = tie_names(forms, doc._.aliases)
    clusters: dict[Form, list[Form]] = {}
    for form in dict.fromkeys(forms.values()):
        clusters.setdefault(form.find(), []).append(form)
    open_forms = {form for form in undecided if len(clusters[form.find()]) == 1}
    entities = {root: _entity(doc, tied) for root, tied in clusters.items() if root not in open_forms}
    for mention, form in forms.items():
        if form.find() in entities:
            _give(mention, entities[form.find()])
    persons = (m.entity for m in doc._.mentions if m.kind == "name" and m.entity_type == "person")
    first = next((entity for entity in persons if entity), None)
    for form in undecided:
        if form in open_forms:
            settle_short(form.mentions, [entities[root.find()] for root in undecided[form]], first)
    doc._.entities = list(entities.values())
    settle_references(doc)
    return doc


def _entity(doc: Doc, forms: list[Form]) -> Entity:
    """An entity that goes by these forms, named by the fullest of them."""
    document = doc._.document
    types = Counter(mention.entity_type for form in forms for mention in form.mentions)
    fullest = max(forms, key=_fullness)
    country = country_of(fullest.text) if fullest.kind == "named" else None
    entity_type = "place" if country else max(types, key=lambda t: (types[t], t))
    key = canonical_key(fullest.text) if fullest.kind != "person" else fullest.key
    scope = () if _identifies(fullest) else (document.article_id,)
    return Entity(entity_type, fullest.text, entity_id=record_id("entity", fullest.kind, key, *scope))


def _fullness(form: Form) -> tuple[bool, bool, int, int, int]:
    """Own names before aliases, names before acronyms; then more words, more letters, the first printed."""
    return (not form.is_alias, not is_acronym(form.text), len(form.words), len(form.text), -form.mentions[0].start)


def _identifies(form: Form) -> bool:
    """Whether the name alone says who or what it is, in any article."""
    if form.kind == "person":
        return len(form.words) > 1
    is_known = name_key(form.text) in families() or country_of(form.text) is not None
    return is_known or any(word not in generic_words() for word in form.words)


def settle_short(mentions: list[Mention], candidates: list[Entity], first: Entity | None) -> None:
    """Gives mentions of a name that is short for several persons the one who alone was introduced before the first.

    Writers who call one of a family by the surname alone give the others their full names ever after. Where several
    were introduced it is the `first` person that the article names, if that is one of them; else the name stays open.
    """
    settled: Entity | None = None
    for mention in sorted(mentions, key=lambda m: m.start):
        known = [entity for entity in candidates if entity.mentions[0].start < mention.start]
        if settled is None and (len(known) == 1 or first in known):
            settled = known[0] if len(known) == 1 else first
        if settled:
            mention.confidence = min(mention.confidence, SHORT_NAME_TRUST if len(known) > 1 else 1.0)
            _give(mention, settled)
        else:
            mention.candidates = tuple(candidates)


def _give(mention: Mention, entity: Entity) -> None:
    mention.entity = entity
    entity.mentions.append(mention)


def records(doc: Doc) -> Iterator[Record]:
    """Mentions with what they refer to, and the names entities go by."""
    told: set[str] = set()
    for mention in doc._.mentions:
        row = _row(doc, mention)
        if row.mention_id not in told:
            told.add(row.mention_id)
            yield row
    yield from name_rows(doc)


def _row(doc: Doc, mention: Mention) -> MentionRow:
    document = doc._.document
    entity = mention.entity
    return MentionRow(
        mention_id=record_id(
            "mention", document.article_id, mention.start, mention.end, mention.entity_type, mention.kind
        ),
        article_id=document.article_id,
        char_start=mention.start,
        char_end=mention.end,
        text=document.text[mention.start : mention.end],
        entity_type=mention.entity_type,
        mention_kind=mention.kind,
        entity_id=entity.entity_id if entity else None,
        candidate_ids=list(dict.fromkeys(e.entity_id for e in mention.candidates)) or None,
        place_key=mention.place_key,
        geonames_id=mention.geonames_id,
        place_precision=mention.place_precision,
        place_score=mention.place_score,
        place_runner_up=mention.place_runner_up,
        confidence=mention.confidence,
    )
