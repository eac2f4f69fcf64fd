"""Which names a text ties together, and which it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

Told = tuple[str, str, str, str | None]


def told(doc: Doc) -> set[Told]:
    """Every alias as: whose name, the other name, its kind, the cue."""
    text = doc._.document.text
    return {
        (
            text[alias.of.start : alias.of.end],
            text[alias.name.start : alias.name.end],
            str(alias.name_kind),
            text[slice(*alias.cue)] if alias.cue else None,
        )
        for alias in doc._.aliases
    }


STATED = {
    "past an apposition": (
        "Hamid Karroubi, the group's powerful official spokesman, better known as Abu Talha al-Masri, was killed.",
        ("Hamid Karroubi", "Abu Talha al-Masri", "nom_de_guerre", "better known as"),
    ),
    "brackets with a kunya": (
        "The camp was run by Yusuf al-Harthi (Abu Dawud al-Najdi) until 2004.",
        ("Yusuf al-Harthi", "Abu Dawud al-Najdi", "nom_de_guerre", None),
    ),
    "brackets with a nickname in quotation marks": (
        "The most infamous of them is Rashid Karim (“Gentleman George”).",
        ("Rashid Karim", "Gentleman George", "alias", None),
    ),
    "acronym in brackets": (
        "The Northern Relief Agency (NRA) sent food on Monday.",
        ("Northern Relief Agency", "NRA", "acronym", None),
    ),
    "acronym after or": (
        "The Northern Relief Agency, or NRA, sent food on Monday.",
        ("Northern Relief Agency", "NRA", "acronym", "or"),
    ),
    "translation in brackets": (
        "He was a member of Jaish al-Fajr (Army of the Dawn) for a year.",
        ("Jaish al-Fajr", "Army of the Dawn", "alias", None),
    ),
    "nom de guerre": (
        "Salim Idris, whose nom de guerre was Abu Hafs, fled to Jordan.",
        ("Salim Idris", "Abu Hafs", "nom_de_guerre", "whose nom de guerre was"),
    ),
    "aka": (
        'John Carter, a.k.a. "Big Jack", was jailed in Boston.',
        ("John Carter", "Big Jack", "alias", "a.k.a."),
    ),
    "alias": (
        "The trial of Carlos Mendez, alias El Gordo, began on Monday.",
        ("Carlos Mendez", "El Gordo", "alias", "alias"),
    ),
    "birth name": (
        "Marcus Webb, born Peter Holloway, was a singer.",
        ("Marcus Webb", "Peter Holloway", "former", "born"),
    ),
    "maiden name": (
        "Rosa Marin (née Delgado) was elected in May.",
        ("Rosa Marin", "Delgado", "former", "née"),
    ),
    "former name": (
        "Altona Group, formerly Berlin Steel, closed two plants.",
        ("Altona Group", "Berlin Steel", "former", "formerly"),
    ),
    "acronym that stands for": (
        "Daesh, an Arabic acronym for Islamic State, took the town.",
        ("Islamic State", "Daesh", "acronym", "acronym for"),
    ),
    "goes by": (
        "The commander Salim Idris goes by the name Abu Dujana.",
        ("Salim Idris", "Abu Dujana", "nom_de_guerre", "goes by the name"),
    ),
    "nickname within the name": (
        "Police arrested Joaquín “El Rápido” Ibarra in Mexico.",
        ("Joaquín “El Rápido” Ibarra", "El Rápido", "alias", None),
    ),
    "place": (
        "He lives in Molenbeek, also known as Little Morocco.",
        ("Molenbeek", "Little Morocco", "alias", "also known as"),
    ),
    "after a bracket of its own": (
        "Farid Qanbar (Arabic: فريد), also known as Abu Haydar, is an Iraqi general.",
        ("Farid Qanbar", "Abu Haydar", "nom_de_guerre", "also known as"),
    ),
}

NOT_STATED = {
    "age": "Maria Lopez (42) was hurt.",
    "party and state": "Senator Paul Reed (D-NY) spoke to Anna Weber (CDU).",
    "place": "Maria Lopez lives in Springfield (Illinois).",
    "gloss": "It grew through dawa (proselytization) among the young.",
    "actor in a role": "Ben Harlow (Captain Stone) is the best of the cast.",
    "group of people": "It used men with experience (the “Chechens” and Uzbeks) to lead the rest.",
    "born somewhere": "Marcus Webb, born in London, was a singer.",
    "former office": "Jan Novak, formerly Chelsea's coach, left.",
    "two who can be meant": "Ali Hassan, a friend of Omar Said, also known as Abu Tariq, was seen.",
    "something else is meant": "The raid on Karabila was known as Operation Hammer.",
    "team of a member": "Tina Moore, a member of the national wheelchair team, known as the Gliders, spoke.",
    "office": "The Foreign Secretary, Boris Johnson, spoke in London.",
    "as well as": "He is known as well as Peter Brown.",
}


@pytest.mark.parametrize(("text", "alias"), STATED.values(), ids=STATED.keys())
def test_stated(read_text: Callable[..., Doc], text: str, alias: Told) -> None:
    assert alias in told(read_text(text))


@pytest.mark.parametrize("text", NOT_STATED.values(), ids=NOT_STATED.keys())
def test_not_stated(read_text: Callable[..., Doc], text: str) -> None:
    assert not told(read_text(text))


def test_list_of_names(read_text: Callable[..., Doc]) -> None:
    doc = read_text("The Islamic State, also known as ISIS, ISIL or Daesh, took the town.")
    assert {name for _, name, _, _ in told(doc)} == {"ISIS", "ISIL", "Daesh"}


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="AbuOmar al-Hassan,()\"“”also known as né (PKK)'’.\n", max_size=120))
def test_any_text_gives_true_spans(read_text: Callable[..., Doc], text: str) -> None:
    doc = read_text(text)
    for alias in doc._.aliases:
        assert 0 <= alias.of.start < alias.of.end <= len(text)
        assert 0 <= alias.name.start < alias.name.end <= len(text)
        assert alias.name in doc._.mentions
    assert [m.start for m in doc._.mentions] == sorted(m.start for m in doc._.mentions)
