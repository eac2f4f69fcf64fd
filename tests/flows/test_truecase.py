from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lexicons.counted import count_common
from flows.lexicons.dictionary import dictionary_words
from flows.truecase import truecase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "THE ARMY SAID ON 10 MAY THAT FMLN REBELS ATTACKED SAN MIGUEL. NOBODY DIED.",
            "The army said on 10 May that FMLN rebels attacked San Miguel. Nobody died.",
            id="capitals-only",
        ),
        pytest.param(
            "MEN OF THE NATIONAL LIBERATION ARMY MAY HAVE SHOT PRESIDENT ALFREDO PEREZ.",
            "Men of the National Liberation Army may have shot president Alfredo Perez.",
            id="listed-name-of-several-words",
        ),
        pytest.param(
            "JAMES BAKER TOLD REPORTERS IN GUATEMALA CITY THAT HOSTILITIES ENDED IN FEBRUARY.",
            "James Baker told reporters in Guatemala City that hostilities ended in February.",
            id="words-that-are-names-beside-names",
        ),
        pytest.param(
            "GUERRILLAS AMBUSHED A CONVOY NEAR PEREZ' SELF-STYLED RANCH; THE CONVOY'S WATCHMEN BLEW UP THEIR CARBINES.",
            "Guerrillas ambushed a convoy near Perez' self-styled ranch; the convoy's watchmen blew up their carbines.",
            id="words-of-the-dictionary",
        ),
        pytest.param("NATO met. The EU did not, and IBM grew.", "NATO met. The EU did not, and IBM grew.", id="mixed"),
        pytest.param("ISIS WON", "ISIS WON", id="too-little-to-tell"),
    ],
)
def test_truecase(text: str, expected: str) -> None:
    assert truecase(text) == expected


@given(st.text(alphabet=st.sampled_from("ABCİßẞÉŒ .'’-\n12ǅ"), max_size=300))
def test_length_and_letters_stay(text: str) -> None:
    cased = truecase(text)
    assert len(cased) == len(text)
    assert cased.casefold() == text.casefold()


def test_count_common() -> None:
    assert count_common(["The army left Rome. Then the army and Rome slept."]) == [
        "and",
        "army",
        "left",
        "slept",
        "the",
    ]


def test_dictionary_words_are_no_names_no_forms_and_none_known() -> None:
    rows = ["barnacle", "barnacles", "Quilter", "quilter", "army", "ox", "daisy"]
    found = set(dictionary_words(f"{word},noun,{word}" for word in rows))
    assert found & {word.lower() for word in rows} == {"barnacle"}
