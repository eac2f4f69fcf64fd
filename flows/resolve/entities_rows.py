"""The names of an article's entities as rows: the fullest, then every other where it is first printed."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from flows.countries import country_of
from flows.layers import Alias, Entity, Mention
from flows.names import initials, name_key, one_spelling
from schemas.tables.entity_names import EntityName


def name_rows(doc: Doc) -> Iterator[EntityName]:
    """One row for each distinct name of each entity."""
    stated: dict[Mention, Alias] = {}
    for alias in doc._.aliases:
        stated.setdefault(alias.name, alias)
    for entity in doc._.entities:
        yield from _rows(doc, entity, stated)


def _rows(doc: Doc, entity: Entity, stated: dict[Mention, Alias]) -> Iterator[EntityName]:
    document = doc._.document
    text = document.text
    names = [mention for mention in entity.mentions if mention.kind == "name"]
    primary = next((m for m in names if " ".join(text[m.start : m.end].split()) == entity.name), names[0])
    chosen = {name_key(text[primary.start : primary.end]): primary}
    for mention in sorted(names, key=lambda m: (m not in stated, m.start)):
        chosen.setdefault(name_key(text[mention.start : mention.end]), mention)
    for mention in chosen.values():
        alias = stated.get(mention)
        name = text[mention.start : mention.end]
        kind = "primary" if mention is primary else alias.name_kind if alias else kind_of_name(name, entity.name)
        cue = text[slice(*alias.cue)] if alias and alias.cue and mention is not primary else None
        yield EntityName(
            entity_id=entity.entity_id,
            name=name,
            name_kind=kind,
            cue=cue,
            article_id=document.article_id,
            char_start=mention.start,
            char_end=mention.end,
        )


def kind_of_name(name: str, full: str) -> str:
    """What sort of name a name is beside the fuller one, when nobody says."""
    words, whole = name_key(name).split(), name_key(full).split()
    if country_of(full):
        return "short"
    if len(words) == 1 and name.isupper() and words[0] in initials(full):
        return "acronym"
    if len(words) == len(whole) and words != whole and all(map(one_spelling, words, whole)):
        return "transliteration"
    return "short"
