"""Event mentions: what kind of event, whether it happened, when, where, and who took part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from flows.layers import EventMention

Read = Callable[..., Doc]


def told(doc: Doc, word: str) -> EventMention:
    """The event mention whose trigger is `word`."""
    (mention,) = [m for m in doc._.event_mentions if doc.text[slice(*m.trigger)] == word]
    return mention


@pytest.mark.parametrize(
    ("text", "word", "event_type", "mode", "realis"),
    [
        ("A car bomb exploded near the market in Mosul on Monday.", "exploded", "assault", "bombing", "actual"),
        ("Police shot two men in Lyon.", "shot", "assault", "shooting", "actual"),
        ("The station was hit by two suicide bombers.", "hit", "assault", "suicide_bombing", "actual"),
        ("Three men were arrested in Oslo on Friday.", "arrested", "coerce", "arrest", "actual"),
        ("Police foiled a plot to bomb the stadium in Lille.", "bomb", "assault", "bombing", "failed"),
        ("Rebels kidnapped four nurses near Goma.", "kidnapped", "coerce", "kidnapping", "actual"),
        ("A bus crashed near Quito on Sunday.", "crashed", "accident", "crash", "actual"),
        ("The army did not attack the village of Barda.", "attack", "assault", "attack", "denied"),
        ("The group could attack the city again.", "attack", "assault", "attack", "hypothetical"),
        ("He was accused of killing his neighbour in Ghent.", "killing", "assault", "killing", "alleged"),
        ("Attacks have increased.", "Attacks", "assault", "attack", "generic"),
        ("A gas leak led to an explosion in Ghent on Monday.", "explosion", "accident", "gas_explosion", "actual"),
        ("Rebels continue killing farmers.", "killing", "assault", "killing", "generic"),
        ("The rebels have killed 900 farmers in the last five years.", "killed", "assault", "killing", "generic"),
        ("The long war killed thousands in the hills.", "killed", "assault", "killing", "generic"),
        ("The group will attempt to attack the port of Oran.", "attack", "assault", "attack", "planned"),
        ("The army denied charges that it bombed a clinic in Goma.", "bombed", "assault", "bombing", "denied"),
        ("They had not ordered the killing of the bishop in Quito.", "killing", "assault", "killing", "actual"),
        ("Planes bombed a village near Goma on Monday.", "bombed", "assault", "airstrike", "actual"),
        ("Recent attacks worried the mayor.", "attacks", "assault", "attack", "generic"),
        ("He survived the assassination attempt in Quito.", "assassination", "assault", "assassination", "failed"),
        ("Thousands took to the streets of Quito on Monday.", "took", "protest", "protest", "actual"),
        ("No arrests were reported on Monday.", "arrests", "coerce", "arrest", "denied"),
        ("Two accidental explosions shook the base in Ghent.", "explosions", "accident", "gas_explosion", "actual"),
        ("An airliner exploded over Accra on Monday.", "exploded", "accident", "gas_explosion", "actual"),
        ("A suicide bomber crashed into a patrol near Basra.", "crashed", "assault", "suicide_bombing", "actual"),
        ("Two militants died when their bomb exploded accidentally.", "exploded", "assault", "bombing", "actual"),
        ("Machinegun fire wounded two guards in Goma on Monday.", "fire", "assault", "shooting", "actual"),
        ("The hotel in Quito received a bomb threat on Monday.", "threat", "threaten", "bombing", "planned"),
        ("No one was killed in the blast in Ghent.", "killed", "assault", "killing", "denied"),
        ("A grenade was thrown at the embassy in Quito.", "thrown", "assault", "bombing", "actual"),
        ("Three buses were burned in Cali on Monday.", "burned", "assault", "arson", "actual"),
        ("He deplored the recent attack in Cali.", "attack", "assault", "attack", "actual"),
        (
            "The judge was warned of a plot to murder him at the court in Cali.",
            "murder",
            "assault",
            "killing",
            "planned",
        ),
        ("The army, using helicopters, bombed a camp near Goma.", "bombed", "assault", "airstrike", "actual"),
        ("Many peasants have been killed since the beginning of the drive.", "killed", "assault", "killing", "generic"),
        ("Telephoned warnings were given to the police.", "warnings", "threaten", "threat", "actual"),
        ("The rebels suffered over 500 deaths.", "deaths", "assault", "death", "generic"),
        ("He deplored the slaughter and maiming of villagers in Goma.", "maiming", "assault", "injury", "actual"),
        ("They were going to put a bomb in the market of Cali.", "put", "assault", "bombing", "planned"),
        ("Gang members destroyed the newspaper's offices in Cali.", "destroyed", "assault", "attack", "actual"),
        ("The London bomb killed a man.", "bomb", "assault", "bombing", "actual"),
        ("Police raided two flats in Ghent on Monday.", "raided", "coerce", None, "actual"),
        ("Rebels raided two farms near Goma on Monday.", "raided", "assault", "raid", "actual"),
        ("The minister met with the envoy in Geneva on 3 May 2015.", "met", "consult", "meeting", "actual"),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else None,
)
def test_kind(read_text: Read, text: str, word: str, event_type: str, mode: str, realis: str) -> None:
    mention = told(read_text(text), word)
    assert (mention.event_type, mention.mode, mention.realis) == (event_type, mode, realis)


@pytest.mark.parametrize(
    "text",
    [
        "The senator launched a harsh attack on the budget in Rome on Monday.",
        "The execution of the plan began on Monday.",
        "Nine villagers died of fever in Taiz on Monday.",
        "The collapse of the currency worried traders in Quito on Monday.",
        "The patrol came under fire near Goma on Monday.",
    ],
)
def test_words_of_deeds_that_tell_of_none(read_text: Read, text: str) -> None:
    assert not [m for m in read_text(text)._.event_mentions if m.event_type in ("assault", "accident")]


@pytest.mark.parametrize(
    ("text", "word", "role", "name"),
    [
        ("Gunmen killed a judge in Palermo.", "killed", "perpetrator", "Gunmen"),
        ("Gunmen killed a judge in Palermo.", "killed", "victim", "judge"),
        ("The judge was killed by two gunmen in Palermo.", "killed", "perpetrator", "two gunmen"),
        ("The arrest of Marco Rossi by the police was announced.", "arrest", "recipient", "Marco Rossi"),
        ("Rebels attacked the embassy in Tunis with grenades.", "attacked", "target", "embassy"),
        ("Rebels attacked the embassy in Tunis with grenades.", "attacked", "instrument", "grenades"),
        ("Soldiers and policemen were killed in Taiz.", "killed", "victim", "policemen"),
        ("Two men threw a bomb at the consulate in Tunis.", "threw", "instrument", "bomb"),
        ("The minister condemned an attack carried out by rebels in Goma.", "attack", "perpetrator", "rebels"),
        ("The bishop accused the army of bombing a village near Goma.", "bombing", "suspect", "army"),
        ("Rebels placed a bomb in front of the library in Quito.", "placed", "target", "library"),
        ("Maria Lopez was found dead in Quito on Monday.", "dead", "victim", "Maria Lopez"),
        ("Rebels seized three hostages in Goma.", "seized", "victim", "three hostages"),
        ("Thirteen students suffered minor injuries in Ghent.", "injuries", "victim", "Thirteen students"),
    ],
)
def test_party(read_text: Read, text: str, word: str, role: str, name: str) -> None:
    mention = told(read_text(text), word)
    assert (role, name) in {(p.role, text[p.start : p.end]) for p in mention.participants}


@pytest.mark.parametrize(
    ("text", "word", "edtf", "place"),
    [
        ("A bomb exploded in Mosul on 4 May 2015.", "exploded", "2015-05-04", "Mosul"),
        ("Police said on Monday that a bomb exploded in Mosul.", "exploded", None, "Mosul"),
        ("Two men were arrested in Lyon in June 2014.", "arrested", "2014-06", "Lyon"),
        ("Syria and France said that a bomb exploded.", "exploded", None, None),
        ("On 4 May 2015 the bishop condemned the murder of a teacher.", "murder", None, None),
        ("On 4 May 2015 the army carried out the attack in Mosul.", "attack", "2015-05-04", "Mosul"),
        ("Rebels attacked the Norway embassy.", "attacked", None, None),
    ],
)
def test_setting(read_text: Read, text: str, word: str, edtf: str | None, place: str | None) -> None:
    mention = told(read_text(text), word)
    assert (mention.when.edtf if mention.when else None) == edtf
    assert (text[mention.where.start : mention.where.end] if mention.where else None) == place


@pytest.mark.parametrize(
    ("text", "word", "killed", "wounded"),
    [
        ("A bomb killed six soldiers in Taiz.", "killed", 6, None),
        ("A fire killed a woman in Ghent.", "killed", 1, None),
        ("A fire injured four nurses and two doctors in Ghent.", "injured", None, 6),
        ("A bomb killed many villagers.", "killed", None, None),
        (
            "Doctors said 90 men were wounded, as were six from the Army, and two each from the Navy and the Police.",
            "wounded",
            None,
            100,
        ),
    ],
)
def test_toll(read_text: Read, text: str, word: str, killed: int | None, wounded: int | None) -> None:
    mention = told(read_text(text), word)
    assert (mention.killed, mention.wounded) == (killed, wounded)


WORDS = st.sampled_from(
    [
        "bomb",
        "attack",
        "killed",
        "by",
        "the",
        ",",
        "and",
        "in",
        "Mosul",
        "on",
        "Monday",
        "rebels",
        ".",
        "“",
        "said",
        "12",
        "after",
        "was",
        "fire",
        "arrested",
        "of",
        "--",
        "X’s",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=30))
def test_spans_lie_in_the_text(read_text: Read, words: list[str]) -> None:
    text = " ".join(words)
    for mention in read_text(text)._.event_mentions:
        assert 0 <= mention.start <= mention.trigger[0] < mention.trigger[1] <= mention.end <= len(text)
        for participant in mention.participants:
            assert 0 <= participant.start < participant.end <= len(text)


def test_passage_is_the_clause_of_a_long_sentence(read_text: Read) -> None:
    text = (
        "The minister, who had come back from a long journey through the southern provinces of the country on the "
        "evening before, said to the reporters who waited for him at the gates of the palace that gunmen had killed a "
        "judge in Palermo, and that the search for them would go on for as long as it took to find every one of them."
    )
    mention = told(read_text(text), "killed")
    assert mention.end - mention.start <= 200
    assert "gunmen had killed a judge in Palermo" in text[mention.start : mention.end]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In a statement on Saturday, the police confirmed that a man was shot in Lyon.", "shot"),
        ("The trial opens on 5 May 2015. The shooting in Lyon began at 10:39 a.m., police said.", "shooting"),
    ],
    ids=["day of the statement", "hour without a day"],
)
def test_not_the_day_of_the_event(read_text: Read, text: str, word: str) -> None:
    assert told(read_text(text), word).when is None


def test_an_absurd_number_is_no_toll(read_text: Read) -> None:
    doc = read_text("Gunmen killed 900000000000000 people in Lyon on Monday.")
    assert [m.killed for m in doc._.event_mentions] == [None]


def test_who_is_in_hospital_may_be_ill(read_text: Read) -> None:
    assert not read_text("Two singers were hospitalized in Lima on Monday.")._.event_mentions
    doc = read_text("A bus crashed near Lima on Monday. Two singers were hospitalized.")
    assert told(doc, "hospitalized").mode == "injury"


def test_those_included_are_named_and_not_counted_again(read_text: Read) -> None:
    mention = told(read_text("Nine people were killed in Cali, including Maria Lopez and Juan Perez."), "killed")
    assert [party.entity.name for party in mention.participants if party.entity] == ["Maria Lopez", "Juan Perez"]
    assert mention.killed == 9
