"""Ties between entities: what is read from which construction, and what is no tie."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.extract.relations import records
from schemas.codes.relations import SYMMETRIC

# text, ties as (subject, relation, object)
TIES = {
    "leader after a comma": (
        "Omar Haddad, the long-time leader of Hezbollah, spoke.",
        {("Omar Haddad", "leader_of", "Hezbollah")},
    ),
    "possessive spokesman": (
        "The Taliban's spokesman, Zabihullah Karim, said so.",
        {("Zabihullah Karim", "spokesperson_of", "Taliban")},
    ),
    "name before the role": (
        "Hamas leader Khaled Mansour left on Monday.",
        {("Khaled Mansour", "leader_of", "Hamas")},
    ),
    "copula": (
        "Peter Larsen is a member of Greenpeace.",
        {("Peter Larsen", "member_of", "Greenpeace")},
    ),
    "led by": (
        "The police watched Al-Shabaab, led by Ahmed Diriye.",
        {("Ahmed Diriye", "leader_of", "Al-Shabaab")},
    ),
    "offshoot": (
        "Boko Haram was founded as an offshoot of Al-Qaeda.",
        {("Boko Haram", "offshoot_of", "Al-Qaeda")},
    ),
    "joined": ("John Miller joined Hezbollah in 2012.", {("John Miller", "member_of", "Hezbollah")}),
    "founded": ("Maria Lopez founded Greenpeace.", {("Maria Lopez", "founder_of", "Greenpeace")}),
    "passive founded": ("Greenpeace was founded by Maria Lopez.", {("Maria Lopez", "founder_of", "Greenpeace")}),
    "children named together": (
        "The daughters Lena Vogel and Rita Vogel went home.",
        {("Lena Vogel", "sibling_of", "Rita Vogel")},
    ),
    "parents named together": ("The parents Lena Vogel and Tom Meier went home.", set()),
    "brothers": (
        "The brothers Karim and Samir Haddad fled.",
        {("Karim Haddad", "sibling_of", "Samir Haddad")},
    ),
    "descent": (
        "He was guided by a Belgian of Moroccan descent, Tarek Amrani.",
        {("Tarek Amrani", "citizen_of", "Belgian")},
    ),
    "elected": ("Peter Larsen was elected president of France.", {("Peter Larsen", "leader_of", "France")}),
    "appointed by another": (
        "Maria Lopez appointed Peter Larsen as spokesman of Greenpeace.",
        {("Peter Larsen", "spokesperson_of", "Greenpeace")},
    ),
    "abroad": (
        "Russia's ambassador to Turkey, Peter Larsen, left.",
        {("Peter Larsen", "holds_office", "Russia")},
    ),
    "chief executive": (
        "Peter Larsen, chief executive of Greenpeace, left.",
        {("Peter Larsen", "leader_of", "Greenpeace")},
    ),
    "chief of staff": (
        "Hamas's chief of staff, Khaled Mansour, left.",
        {("Khaled Mansour", "holds_office", "Hamas")},
    ),
    "in-law": (
        "Peter Larsen's son-in-law, Tom Meier, left.",
        {("Tom Meier", "relative_of", "Peter Larsen")},
    ),
    "police chief": ("Kobe's police chief, Peter Larsen, left.", {("Peter Larsen", "holds_office", "Kobe")}),
    "not of where": ("They began an inquiry at Kobe Airport, led by Peter Larsen.", set()),
    "second": ("Peter Larsen, vice president of France, left.", {("Peter Larsen", "deputy_of", "France")}),
    "head of a part": (
        "The head of Denmark's secret police, Peter Larsen, left.",
        {("Peter Larsen", "holds_office", "Denmark")},
    ),
    "members together": (
        "Greenpeace members Peter Larsen and Maria Lopez left.",
        {("Peter Larsen", "member_of", "Greenpeace"), ("Maria Lopez", "member_of", "Greenpeace")},
    ),
    "two names are no tie": ("Peter Larsen and Maria Lopez were seen near Hezbollah.", set()),
    "visit is no seat": ("Peter Larsen flew to Paris.", set()),
}


@pytest.mark.parametrize(("text", "expected"), TIES.values(), ids=TIES.keys())
def test_tie(ties_in, text, expected):
    assert ties_in(text) == expected


def test_places_lie_in_wider_places(ties_in):
    assert ("Lyon", "located_in", "France") in ties_in("A bomb went off in Lyon, France.")


def test_times_and_doubts_are_kept(read_text):
    (joined,) = records(read_text("John Miller allegedly joined Hezbollah in January 2014."))
    assert (joined.modality, joined.edtf) == ("alleged", "2014-01")


def test_denial_is_kept(read_text):
    (denied,) = records(read_text("John Miller never joined Hezbollah."))
    assert denied.polarity == "negative"


def test_former_is_kept(read_text):
    (tie,) = records(read_text("Hamas's former leader, Khaled Mansour, spoke."))
    assert tie.modality == "former"


def test_ties_that_hold_both_ways_are_said_once(read_text):
    for text in ("Syria fought Israel.", "Israel fought Syria."):
        for tie in records(read_text(text)):
            assert tie.relation_type not in SYMMETRIC or tie.subject_id < tie.object_id


def test_a_tie_told_twice_in_a_sentence_is_one(read_text):
    (tie,) = records(read_text("Hezbollah pledged allegiance to Greenpeace."))
    assert tie.text == "Hezbollah pledged allegiance to Greenpeace"


WORDS = (
    "Hamas",
    "leader",
    "of",
    ",",
    "Omar Haddad",
    "joined",
    "'s",
    "Paris",
    "in",
    "the",
    "brothers",
    "and",
    "(",
    ")",
    "by",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS)))
def test_spans_are_true(read_text, words):
    text = " ".join(words)
    for tie in records(read_text(text)):
        assert tie.text == text[tie.char_start : tie.char_end]
        assert tie.text
        assert tie.subject_id != tie.object_id
