"""Which names, nominals and pronouns of an article are one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from flows.layers import Entity, entity_at
from flows.resolve import entities
from schemas.tables.entity_names import EntityName
from schemas.tables.mentions import Mention as MentionRow


def entity_of(doc: Doc, words: str, occurrence: int = 0) -> Entity | None:
    """The entity of the nth place where the words stand."""
    at = -1
    for _ in range(occurrence + 1):
        at = doc._.document.text.index(words, at + 1)
    return entity_at(doc, at, at + len(words))


def names(doc: Doc) -> dict[str, dict[str, str]]:
    """For each entity's primary name all its names with their kinds."""
    rows = [row for row in entities.records(doc) if isinstance(row, EntityName)]
    primary = {row.entity_id: row.name for row in rows if row.name_kind == "primary"}
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(primary[row.entity_id], {})[row.name] = str(row.name_kind)
    return found


SAME = {
    "surname": ("Anna Weber met farmers. Weber left early.", "Anna Weber", "Weber left"),
    "Arabic surname without its article": ("Yusuf al-Harthi fled. Harthi was caught.", "Yusuf al-Harthi", "Harthi was"),
    "middle initial": ("Paul J. Reed spoke. Paul Reed left.", "Paul J. Reed", "Paul Reed"),
    "short given name": ("Robert Harlow spoke in Boston. Bob Harlow left.", "Robert Harlow", "Bob Harlow"),
    "alias": ("Salim Idris, also known as Abu Hafs, fled. Abu Hafs was killed.", "Salim Idris", "Abu Hafs was"),
    "country": ("The United States left. The U.S. came back.", "United States", "U.S. came"),
    "known acronym": ("The Islamic State lost Mosul. Troops drove ISIS out.", "Islamic State", "ISIS"),
    "initials": (
        "The National Transport Safety Office came. The NTSO left.",
        "National Transport Safety Office",
        "NTSO",
    ),
}


@pytest.mark.parametrize(("text", "one", "other"), SAME.values(), ids=SAME.keys())
def test_names_of_one(read_text: Callable[..., Doc], text: str, one: str, other: str) -> None:
    doc = read_text(text)
    assert entity_of(doc, one) is not None
    assert entity_of(doc, one) is entity_of(doc, other)


APART = {
    "namesakes": ("Paul Weber met Anna Weber in Berlin.", "Paul Weber", "Anna Weber"),
    "a father and his kunya": ("Omar Khatib met Abu Omar Khatib in Aleppo.", "Omar Khatib", "Abu Omar Khatib"),
    "a branch": ("Al-Qaeda praised al-Qaeda in Iraq on Monday.", "Al-Qaeda", "al-Qaeda in Iraq"),
    "two countries": ("North Korea spoke to South Korea.", "North Korea", "South Korea"),
    "spelled nearly alike": ("Hassan Nouri saw Hussein Nouri.", "Hassan Nouri", "Hussein Nouri"),
}


@pytest.mark.parametrize(("text", "one", "other"), APART.values(), ids=APART.keys())
def test_names_of_two(read_text: Callable[..., Doc], text: str, one: str, other: str) -> None:
    doc = read_text(text)
    assert entity_of(doc, one) is not None
    assert entity_of(doc, one) is not entity_of(doc, other)


def test_surname_of_several_stays_open(read_text: Callable[..., Doc]) -> None:
    doc = read_text("Carl Braun spoke. Paul Weber met Anna Weber in Berlin. Weber left early.")
    mention = next(m for m in doc._.mentions if doc.text[m.start : m.end] == "Weber")
    assert mention.entity is None
    assert {entity.name for entity in mention.candidates} == {"Paul Weber", "Anna Weber"}


def test_surname_stays_with_the_one_who_had_it(read_text: Callable[..., Doc]) -> None:
    doc = read_text("Anna Weber won. Weber spoke in Berlin. Her brother Paul Weber came. Weber then left.")
    assert entity_of(doc, "Weber then") is entity_of(doc, "Anna Weber")


def test_brothers_share_a_surname(read_text: Callable[..., Doc]) -> None:
    doc = read_text("Two of the bombers were the brothers Karim and Yasin Haddad, police said.")
    assert {"Karim Haddad", "Yasin Haddad"} <= {entity.name for entity in doc._.entities}


REFERENCES = {
    "pronoun": ("Anna Weber spoke on Monday. She left early.", "Anna Weber", "She"),
    "pronoun by gender": ("Paul Reed met Anna Weber. She left early.", "Anna Weber", "She"),
    "apposition before": ("The Foreign Secretary, Paul Reed, spoke.", "Paul Reed", "The Foreign Secretary"),
    "apposition after": ("Anna Weber, a former judge, spoke.", "Anna Weber", "a former judge"),
    "copula": ("Anna Weber is a former judge.", "Anna Weber", "a former judge"),
    "office with its field": ("Paul Reed, Special Envoy for Libya, spoke.", "Paul Reed", "Special Envoy for Libya"),
    "the group": ("Boko Haram took the town. The group burned houses.", "Boko Haram", "The group"),
}


@pytest.mark.parametrize(("text", "name", "reference"), REFERENCES.values(), ids=REFERENCES.keys())
def test_references(read_text: Callable[..., Doc], text: str, name: str, reference: str) -> None:
    doc = read_text(text)
    assert entity_of(doc, name) is not None
    assert entity_of(doc, reference) is entity_of(doc, name)


UNSETTLED = {
    "two men": ("Paul Reed and Carl Braun met in Berlin. The talks were long. He left.", "He"),
    "another is said": ("Boko Haram took the town. It was the deputy who led it.", "the deputy"),
    "government": ("Boko Haram fought on. The government fell.", "The government"),
}


@pytest.mark.parametrize(("text", "reference"), UNSETTLED.values(), ids=UNSETTLED.keys())
def test_unsettled(read_text: Callable[..., Doc], text: str, reference: str) -> None:
    assert entity_of(read_text(text), reference) is None


def test_name_rows(read_text: Callable[..., Doc]) -> None:
    doc = read_text(
        "Hamid Karroubi, better known as Abu Talha al-Masri, joined the Northern Relief Agency (NRA). "
        "Karroubi left the NRA. The United States and the U.S. embassy said nothing."
    )
    found = names(doc)
    assert found["Hamid Karroubi"] == {
        "Hamid Karroubi": "primary",
        "Abu Talha al-Masri": "nom_de_guerre",
        "Karroubi": "short",
    }
    assert found["Northern Relief Agency"] == {"Northern Relief Agency": "primary", "NRA": "acronym"}


def test_ids_hold_across_articles(read_text: Callable[..., Doc]) -> None:
    one = read_text("Anna Weber joined ISIS. Mr Braun spoke at the Supreme Court.", external_id="1")
    two = read_text("The Islamic State sent Dr Anna Weber. Mr Braun spoke at the Supreme Court.", external_id="2")
    for name in ("Anna Weber", "Braun", "Supreme Court"):
        left, right = entity_of(one, name), entity_of(two, name)
        assert left and right
        assert (left.entity_id == right.entity_id) is (name == "Anna Weber")
    left, right = entity_of(one, "ISIS"), entity_of(two, "Islamic State")
    assert left and right and left.entity_id == right.entity_id


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="AnnaWeber Paul Reed U.S. he she the group,.()\n’s", max_size=120))
def test_any_text_gives_true_rows(read_text: Callable[..., Doc], text: str) -> None:
    doc = read_text(text)
    rows = list(entities.records(doc))
    ids = {row.entity_id for row in rows if isinstance(row, EntityName)}
    for row in rows:
        if isinstance(row, EntityName):
            assert row.name == text[row.char_start : row.char_end]
        if isinstance(row, MentionRow):
            assert row.text == text[row.char_start : row.char_end]
            assert row.entity_id is None or row.entity_id in ids
    mention_ids = [row.mention_id for row in rows if isinstance(row, MentionRow)]
    assert len(mention_ids) == len(set(mention_ids))


def test_a_former_name_is_not_the_name(read_text):
    doc = read_text("The Islamic State (ISIS), formerly known as Al-Qaeda in Iraq (AQI), claimed both attacks.")
    assert names(doc) == {
        "Islamic State": {
            "Islamic State": "primary",
            "ISIS": "acronym",
            "Al-Qaeda in Iraq": "former",
            "AQI": "acronym",
        }
    }
