"""The gazetteer: countries, peoples, towns, divisions and regions by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import lexicons, towns
from flows.divisions import makers
from flows.gazetteer import candidates, country_of, country_of_demonym, division, table

COUNTRIES = [
    ("Syria", "SY"),
    ("the United States", "US"),
    ("U.S.", "US"),
    ("us", None),
    ("Burma", "MM"),
    ("Côte d’Ivoire", "CI"),
    ("Cote d'Ivoire", "CI"),
    ("Bosnia", "BA"),
    ("Kosovo", "XK"),
    ("Viet Nam", "VN"),
    ("Congo", None),
    ("Europe", None),
    ("Texas", None),
]
PEOPLES = [
    ("French", "FR"),
    ("Frenchmen", "FR"),
    ("Belgians", "BE"),
    ("Uzbeks", "UZ"),
    ("Sunni", None),
    ("London", None),
]
PLACES = [
    ("Paris", "2988507", "FR", "town"),
    ("Łódź", "3093133", "PL", "town"),
    ("Lodz", "3093133", "PL", "town"),
    ("Deir Ezzor", "170794", "SY", "town"),
    ("al-Raqqa", "172955", "SY", "town"),
    ("California", "5332921", "US", "admin1"),
    ("Calif.", "5332921", "US", "admin1"),
    ("New South Wales", "AU.02", "AU", "admin1"),
    ("Anbar", "IQ.01", "IQ", "admin1"),
    ("Cornwall", "GB/Truro cornwall", "GB", "admin2"),
    ("Belgium", "2802361", "BE", "country"),
    ("Europe", "6255148", None, "region"),
    ("the Middle East", "region middle east", None, "region"),
    ("Baltic", "region baltic sea", None, "region"),
    ("Molenbeek", "BE/Brussels molenbeek", "BE", "town"),
    ("Stade de France", "FR/Saint-Denis stade de france", "FR", "facility_town"),
]


@pytest.mark.parametrize(("name", "code"), COUNTRIES, ids=str)
def test_names_of_countries(name: str, code: str | None) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize(("word", "code"), PEOPLES, ids=str)
def test_words_for_peoples(word: str, code: str | None) -> None:
    assert country_of_demonym(word) == code


@pytest.mark.parametrize(("name", "key", "code", "precision"), PLACES, ids=str)
def test_the_first_entry_of_a_name(name: str, key: str, code: str | None, precision: str) -> None:
    place = candidates(name)[0]
    assert (place.key, place.country_code, place.precision) == (key, code, precision)


def test_a_name_of_several_countries_gives_them_all() -> None:
    assert {place.country_code for place in candidates("Congo")} >= {"CD", "CG"}


def test_towns_come_by_population() -> None:
    people = [place.population for place in candidates("Springfield")]
    assert len(people) > 5
    assert people == sorted(people, reverse=True)


def test_a_division_lies_among_its_towns() -> None:
    bavaria = division("DE", "02")
    assert bavaria.latitude == pytest.approx(49, abs=0.5)
    assert bavaria.longitude == pytest.approx(11.5, abs=0.7)


def test_every_line_of_the_word_lists_leads_to_an_entry() -> None:
    dead = [name for name, several in makers().items() for make in several if make() is None]
    assert dead == []
    assert [key for key in lexicons.table("admin1") if not towns.rows_of(*key.split("."))] == []


def test_the_table_has_one_row_for_each_entry() -> None:
    rows = table()
    assert rows.num_rows > 230_000
    assert len(rows["place_key"].unique()) == rows.num_rows
    assert rows.column_names[:2] == ["place_key", "geonames_id"]


@given(st.text(max_size=40))
def test_any_text_is_a_name_of_something_or_nothing(name: str) -> None:
    for place in candidates(name):
        assert place.latitude is None or -90 <= place.latitude <= 90
        assert place.geonames_id is None or str(place.geonames_id) == place.key


@given(st.sampled_from(["Al-Ḥasakah", "Saint-Étienne", "Sana'a", "N'Djamena", "København", "Đà Nẵng"]))
def test_the_index_folds_names_as_questions_are_folded(name: str) -> None:
    assert towns.name_key(name).isascii()
    assert candidates(name)
