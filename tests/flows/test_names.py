"""When two spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.names import canonical_key, initials, name_key, one_given_name, one_spelling, person_words

ONE = [
    ("mohammed", "muhammad"), ("gaddafi", "qadhafi"), ("khaled", "khalid"), ("hussein", "husayn"),
    ("zarqawi", "zarkawi"), ("moustafa", "mustafa"), ("osama", "usama"), ("hassan", "hasan"),
]  # fmt: skip
TWO = [
    ("hassan", "hussein"), ("jamal", "jamil"), ("saad", "saeed"), ("mohamed", "mahmoud"), ("hamid", "ahmad"),
    ("jean", "jane"), ("tony", "tina"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), ONE)
def test_one_spelling(left: str, right: str) -> None:
    assert one_spelling(left, right)
    assert one_spelling(right, left)


@pytest.mark.parametrize(("left", "right"), TWO)
def test_two_names(left: str, right: str) -> None:
    assert not one_spelling(left, right)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("the Free Syrian Army", "free syrian army"),
        ("Antonín Dvořák", "antonin dvorak"),
        ("U.S.", "us"),
        ("Médecins\nSans Frontières", "medecins sans frontieres"),
        ("Assad’s", "assad"),
        ("Da’esh", "daesh"),
    ],
)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


def test_person_words() -> None:
    assert person_words("Dr. Yusuf al-Harthi Jr.") == ("yusuf", "harthi")
    assert person_words("Joaquín “El Rápido” Ibarra") == ("joaquin", "ibarra")


def test_well_known_names_share_a_key() -> None:
    assert canonical_key("ISIS") == canonical_key("Da’esh") == canonical_key("Islamic State")
    assert canonical_key("U.S.") == canonical_key("the United States") != canonical_key("UK")
    assert canonical_key("al-Qaeda") != canonical_key("al-Qaeda in Iraq")


def test_given_names() -> None:
    assert one_given_name("bill", "william")
    assert one_given_name("j", "john")
    assert not one_given_name("bill", "robert")


def test_initials() -> None:
    assert initials("Syrian Observatory for Human Rights") == ("sofhr", "sohr")


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    key = name_key(name)
    assert name_key(key) in (
        key,
        key.removeprefix("the ").removeprefix("a ").removeprefix("an "),
        key.removesuffix("s"),
    )
