"""Ties told by what is done: by whom, to whom, together with whom."""

import pytest

# text, ties as (subject, relation, object)
TOLD = {
    "with a companion": (
        "Denmark is working with Sweden to defeat Hezbollah.",
        {
            ("Denmark", "allied_with", "Sweden"),
            ("Denmark", "fights", "Hezbollah"),
            ("Sweden", "fights", "Hezbollah"),
        },
    ),
    "to do": (
        "Denmark helped Sweden to fight Hezbollah.",
        {("Sweden", "fights", "Hezbollah")},
    ),
    "jointly": (
        "Turkey and Russia jointly bombed Hezbollah.",
        {
            ("Turkey", "allied_with", "Russia"),
            ("Turkey", "fights", "Hezbollah"),
            ("Russia", "fights", "Hezbollah"),
        },
    ),
    "both, each for itself": (
        "Turkey and Russia both bombed Hezbollah.",
        {("Turkey", "fights", "Hezbollah"), ("Russia", "fights", "Hezbollah")},
    ),
    "each other": ("Syria and Israel fought each other.", {("Syria", "fights", "Israel")}),
    "a war": ("Syria and Israel fought a war.", {("Syria", "fights", "Israel")}),
    "a war with": ("Denmark's war with Sweden ended.", {("Denmark", "fights", "Sweden")}),
    "a war between": ("The war between Syria and Israel ended.", {("Syria", "fights", "Israel")}),
    "a treaty": (
        "France, Germany and Italy signed a treaty.",
        {("France", "met_with", "Germany"), ("France", "met_with", "Italy"), ("Germany", "met_with", "Italy")},
    ),
    "hurt in a raid by": (
        "John Miller was killed in a raid by Hezbollah.",
        {("Hezbollah", "fights", "John Miller")},
    ),
    "at the hands of": (
        "John Miller suffered at the hands of Hezbollah.",
        {("Hezbollah", "opposes", "John Miller")},
    ),
    "driven out": ("The army drove Hezbollah out of Syria.", {("Hezbollah", "based_in", "Syria")}),
    "as part of": (
        "Denmark is working as part of NATO to defeat Hezbollah.",
        {
            ("Denmark", "member_of", "NATO"),
            ("Denmark", "allied_with", "NATO"),
            ("Denmark", "fights", "Hezbollah"),
            ("NATO", "fights", "Hezbollah"),
        },
    ),
    "helping to defend": (
        "Denmark helped Sweden to defend itself against Hezbollah.",
        {("Denmark", "opposes", "Hezbollah"), ("Sweden", "opposes", "Hezbollah")},
    ),
    "several deeds": (
        "Denmark condemned Hezbollah's attacks and Iran's policy.",
        {("Denmark", "opposes", "Hezbollah"), ("Denmark", "opposes", "Iran")},
    ),
    "a fight of words": (
        "Peter Larsen attacked Hezbollah for its silence.",
        {("Peter Larsen", "opposes", "Hezbollah")},
    ),
    "a fight for votes": (
        "Peter Larsen defeated Maria Lopez in the election.",
        {("Peter Larsen", "opposes", "Maria Lopez")},
    ),
    "a game": ("Denmark defeated Sweden in the cricket match.", set()),
    "somebody's deed": ("Denmark condemned Hezbollah's treatment of prisoners.", {("Denmark", "opposes", "Hezbollah")}),
    "somebody's suffering": ("Denmark condemned Peter Larsen's murder.", set()),
    "whose support is open": ("Peter Larsen discussed our support for Hezbollah.", set()),
    "against": (
        "Denmark is defending Sweden against Hezbollah's attacks.",
        {("Denmark", "opposes", "Hezbollah")},
    ),
    "links": (
        "John Miller is accused of links to al-Qaeda.",
        {("John Miller", "accused_of_ties_with", "al-Qaeda")},
    ),
    "backed": ("The US-backed Hezbollah left.", {("US", "supports", "Hezbollah")}),
    "ruled": ("They fled Taliban-ruled Afghanistan.", {("Taliban", "leader_of", "Afghanistan")}),
    "sanctions": ("Turkey imposed sanctions on Russia.", {("Turkey", "opposes", "Russia")}),
    "fighters killed": ("Turkey killed 30 Hezbollah fighters.", {("Turkey", "fights", "Hezbollah")}),
    "a coalition against": (
        "Denmark joined the coalition against Hezbollah.",
        {("Denmark", "fights", "Hezbollah")},
    ),
    "an alliance of": (
        "The Five Eyes, an alliance of Australia and Canada, met.",
        {("Australia", "member_of", "Five Eyes"), ("Canada", "member_of", "Five Eyes")},
    ),
    "member states": (
        "EU member states, including Poland and Hungary, disagreed.",
        {("Poland", "member_of", "EU"), ("Hungary", "member_of", "EU")},
    ),
}


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD.keys())
def test_deed(ties_in, text, expected):
    assert ties_in(text) == expected
