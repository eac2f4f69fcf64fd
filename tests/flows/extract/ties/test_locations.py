"""Where people, bodies and places are, and are from."""

import pytest

# text, ties as (subject, relation, object)
TOLD = {
    "of a place": ("Peter Larsen of Kobe spoke.", {("Peter Larsen", "based_in", "Kobe")}),
    "of a body": ("Peter Larsen of Greenpeace spoke.", {("Peter Larsen", "member_of", "Greenpeace")}),
    "of a country": ("Peter Larsen of Denmark won.", {("Peter Larsen", "citizen_of", "Denmark")}),
    "with an office": ("Senator Maria Lopez of Texas spoke.", {("Maria Lopez", "holds_office", "Texas")}),
    "from": ("Peter Larsen, a teacher from Leeds, left.", {("Peter Larsen", "based_in", "Leeds")}),
    "resident": ("Texas resident Peter Larsen left.", {("Peter Larsen", "based_in", "Texas")}),
    "posted": ("Peter Larsen was posted in Lyon.", {("Peter Larsen", "based_in", "Lyon")}),
    "writer": ("The Danish writer Peter Larsen left.", {("Peter Larsen", "citizen_of", "Danish")}),
    "writer, said of him": ("Peter Larsen is a Danish writer.", {("Peter Larsen", "citizen_of", "Danish")}),
    "newspaper": ("German newspaper Die Zeit said so.", {("Die Zeit", "based_in", "German")}),
    "province of": (
        "It hit the town of Jabla in the northwest province of Latakia.",
        {("Jabla", "located_in", "Latakia")},
    ),
    "possessive": ("They fled to Syria's northern city of Raqqa.", {("Raqqa", "located_in", "Syria")}),
    "people's city": (
        "Syria is quiet. They fled to the Syrian city of Raqqa.",
        {("Raqqa", "located_in", "Syria")},
    ),
    "town held by another": (
        "Mosul is the largest town controlled by Hezbollah fighters in Iraq.",
        {("Mosul", "located_in", "Iraq"), ("Hezbollah", "leader_of", "Mosul")},
    ),
    "owner of a body": ("Peter Larsen of Denmark's Red Cross left.", {("Peter Larsen", "member_of", "Red Cross")}),
    "part of a longer name": (
        "Leaders spoke of peace at the Denmark-Sweden Summit in Paris.",
        {("Denmark-Sweden Summit", "located_in", "Paris")},
    ),
    "a meeting is no seat": ("The meeting of Greenpeace in Lyon ended.", set()),
    "an apposition is no subject": (
        "Hezbollah, a partner of Greenpeace, is based in Lyon.",
        {("Hezbollah", "allied_with", "Greenpeace"), ("Hezbollah", "based_in", "Lyon")},
    ),
    "where, not of what": ("In Turkey Minister Peter Larsen spoke.", set()),
}


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD.keys())
def test_place(ties_in, text, expected):
    assert ties_in(text) == expected
