"""Places settled: which entry of the gazetteer an article means, how precisely, and what stays open."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from flows.layers import Entity, Mention
from flows.resolve.places import read_places
from flows.resolve.places_beside import Beside, beside
from flows.resolve.places_choice import chosen
from flows.resolve.places_readings import CAPITAL, is_facility, readings

Read = Callable[..., Doc]

#: text, a name in it, the country and the precision of what it means
MEANT = [
    ("Fire swept through a hotel in London, Ontario, on Sunday.", "London", "CA", "town"),
    ("Fire swept through a hotel in London on Sunday.", "London", "GB", "town"),
    ("Two people died in Paris, Texas, police said.", "Paris", "US", "town"),
    ("Shells fell on Tripoli as Lebanese troops fought militants in northern Lebanon.", "Tripoli", "LB", "town"),
    ("Shells fell on Tripoli as Libyan militias fought near the Libyan airport.", "Tripoli", "LY", "town"),
    ("The governor of Georgia spoke in Atlanta, Georgia, on Monday.", "Georgia", "US", "admin1"),
    ("Georgia and Armenia border Turkey.", "Georgia", "GE", "country"),
    ("Floods hit Ohio, Indiana, New York and Vermont.", "New York", "US", "admin1"),
    ("She flew from New York to Boston.", "New York", "US", "town"),
    ("Fighting went on in Anbar province on Friday.", "Anbar", "IQ", "admin1"),
    ("Farmers in Devon lost their crops, Britain's union said.", "Devon", "GB", "admin2"),
    ("Managua, 4 May (Agency) -- Shots fell in Leon on Monday.", "Leon", "NI", "town"),  # filed from there
    ("The mayor of Molenbeek resigned.", "Molenbeek", "BE", "town"),
    ("Troops left Iraq in May.", "Iraq", "IQ", "country"),
    ("Aid was sent across the Middle East.", "Middle East", None, "region"),
]


@pytest.mark.parametrize(("text", "name", "country", "precision"), MEANT, ids=[case[0][:40] for case in MEANT])
def test_what_a_name_means(read_text: Read, text: str, name: str, country: str | None, precision: str) -> None:
    doc = read_text(text)
    [mention] = [m for m in doc._.mentions if text[m.start : m.end].startswith(name) and m.kind == "name"][:1]
    [place] = [r.place for r in readings(mention.entity.name) if r.place.key == mention.place_key][:1]
    assert (place.country_code, mention.place_precision) == (country, precision)


def test_a_capital_is_meant_sooner_than_a_town_of_its_size() -> None:
    own, *others = [reading for reading in readings("San Salvador") if reading.precision == "town"]
    assert (own.place.country_code, own.weight - CAPITAL > others[0].weight) == ("SV", True)


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Aleppo University", "Aleppo"),
        ("University of Aleppo", "Aleppo"),
        ("Glasgow airport", None),
        ("Manila International Airport", "Manila"),
    ],
)
def test_the_name_of_a_site_tells_its_town(name: str, town: str | None) -> None:
    first = readings(name)[0]
    assert is_facility(name)
    assert first.precision == "facility_town"
    assert town is None or (first.place.name, first.is_itself) == (town, False)


@pytest.mark.parametrize(
    ("name", "key", "precision"),
    [
        ("Kandahar province", "AF.23", "admin1"),
        ("the city of Homs", "169577", "town"),
        ("northern Iraq", "region iraqi kurdistan", "region"),
        ("eastern Libya", "2215636", "country"),
    ],
)
def test_words_around_a_name_say_what_it_is(name: str, key: str, precision: str) -> None:
    assert (readings(name)[0].place.key, readings(name)[0].precision) == (key, precision)


def test_a_site_is_placed_at_the_town_said_beside_it() -> None:
    text = "He worked at the Riverside Hospital in Nairobi."
    site, town = entity_of(text, "Riverside Hospital"), entity_of(text, "Nairobi")
    settle(text, site, town)
    assert site.mentions[0].place_precision == "facility_town"
    assert site.mentions[0].place_key == town.mentions[0].place_key
    assert site.entity_id != town.entity_id


def test_two_names_of_one_place_become_one_entity() -> None:
    text = "Raqqa fell. Later al-Raqqah was rebuilt."
    [only] = settle(text, entity_of(text, "Raqqa"), entity_of(text, "al-Raqqah"))
    assert [text[m.start : m.end] for m in only.mentions] == ["Raqqa", "al-Raqqah"]
    assert {m.entity for m in only.mentions} == {only}


@pytest.mark.parametrize("name", ["Xyzzyville", "Nowherestan Street"])
def test_what_no_gazetteer_knows_stays_open(name: str) -> None:
    text = f"They met in {name} again."
    [entity] = settle(text, entity_of(text, name))
    assert entity.mentions[0].place_key is None


def test_an_open_town_leaves_its_country() -> None:
    settled = chosen(readings("Springfield"), Beside(), {("US", None): 1.0})
    assert settled is not None
    assert settled.reading.place.country_code == "US"


def test_a_container_that_does_not_hold_it_counts_against_a_town() -> None:
    text = "Workers left Bradford, Ontario."
    town, province = entity_of(text, "Bradford"), entity_of(text, "Ontario")
    around = beside(text, {entity: readings(entity.name) for entity in (town, province)})
    settled = chosen(readings("Bradford"), around[town], {})
    assert settled is None or settled.reading.place.country_code == "CA"


def test_a_person_stays_a_person() -> None:
    text = "Jackson told reporters in Kansas that Lincoln had been wrong."
    people = [entity_of(text, "Jackson", "person"), entity_of(text, "Lincoln", "person")]
    settle(text, *people, entity_of(text, "Kansas"))
    assert {person.entity_type for person in people} == {"person"}


def test_a_place_taken_for_a_person_is_a_place() -> None:
    text = "The village of Ceres lies in California."
    ceres = entity_of(text, "Ceres", "person")
    settle(text, ceres, entity_of(text, "California"))
    assert ceres.entity_type == ceres.mentions[0].entity_type == "place"


WORDS = [
    "Paris",
    "Texas",
    ",",
    "London",
    "Georgia",
    "in",
    "the",
    "New York",
    "state",
    "Congo",
    "(",
    "and",
    "’s",
    "city of",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.text(max_size=10))
def test_any_order_of_names_is_read_and_scores_are_shares(words: list[str], tail: str) -> None:
    text = " ".join(words) + tail
    names = dict.fromkeys(word for word in words if word[0].isupper())
    for entity in settle(text, *(entity_of(text, name) for name in names)):
        for mention in entity.mentions:
            assert mention.place_score is None or 0 <= mention.place_score <= 1
            assert (mention.place_key is None) == (mention.place_precision is None) == (mention.place_score is None)


class Page:
    """As much of a Doc as the component reads."""

    def __init__(self, text: str, entities: list[Entity]) -> None:
        self._ = self.document = self
        self.text, self.entities = text, entities
        self.mentions = [mention for entity in entities for mention in entity.mentions]


def settle(text: str, *entities: Entity) -> list[Entity]:
    """The entities of a text once its places are settled."""
    page = Page(text, list(entities))
    read_places(page)  # type: ignore[arg-type]
    return page.entities


def entity_of(text: str, name: str, entity_type: str = "place") -> Entity:
    """What the first print of a name names."""
    start = text.index(name)
    entity = Entity(entity_type, name, entity_id=f"{start:024x}")
    entity.mentions = [Mention(start, start + len(name), entity_type, "name", 0, entity=entity)]
    return entity
