"""Figures: what numbers count, what became of those counted, and who said so."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.extract.figures import records

# text, (words, measure, counted) of each figure
FIGURES = {
    "killed and wounded": (
        "Gunmen killed at least 12 people and wounded 20 others on Monday.",
        [("at least 12", "killed", "people"), ("20", "wounded", "others")],
    ),
    "passive": (
        "At least 14 people were slaughtered and around 70 were injured.",
        [("At least 14", "killed", "people"), ("around 70", "wounded", None)],
    ),
    "participles": (
        "The car blew up, killing 13 and wounding 20.",
        [("13", "killed", None), ("20", "wounded", None)],
    ),
    "left dead": ("The blast left 12 dead and 30 injured.", [("12", "killed", None), ("30", "wounded", None)]),
    "headline": ("At least 60 dead in twin market bombings", [("At least 60", "killed", None)]),
    "lives": ("The flood claimed the lives of 17 farmers.", [("17", "killed", "farmers")]),
    "toll": ("The death toll from the fire rose to 39.", [("39", "killed", None)]),
    "one died": ("One person died in the fire.", [("One", "killed", "person")]),
    "attackers are no victims": (
        "Two suicide bombers struck the hotel; four guards died.",
        [("Two", "perpetrators", "suicide bombers"), ("four", "killed", "guards")],
    ),
    "attackers killed": (
        "Three attackers were shot dead by police.",
        [("Three", "perpetrators_killed", "attackers")],
    ),
    "arrested": ("Police detained 15 men over the plot.", [("15", "arrested", "men")]),
    "abducted": ("Nine tourists were taken hostage.", [("Nine", "abducted", "tourists")]),
    "displaced": ("More than 20,000 people have fled their homes.", [("More than 20,000", "displaced", "people")]),
    "missing": ("The ferry sank and 45 people are still missing.", [("45", "missing", "people")]),
    "fate told of a list": (
        "Reports spoke of 150 guards, 95 civilians, and hundreds of rebels killed.",
        [("150", "killed", "guards"), ("95", "killed", "civilians"), ("hundreds", "killed", "rebels")],
    ),
    "militants that kill": (
        "Twenty militants killed three guards.",
        [("Twenty", "people", "militants"), ("three", "killed", "guards")],
    ),
    "people": ("It takes 20 men to watch one house.", [("20", "people", "men")]),
    "things": ("The town has six government schools.", [("six", "count", "government schools")]),
    "of a whole": ("Two of the robbers escaped.", [("Two", "perpetrators", "robbers")]),
    "share": (
        "The army caused ninety-five percent of the civilian losses.",
        [("ninety-five percent", "share", "civilian losses")],
    ),
    "a third, understood": ("Two men sang and a third danced.", [("Two", "people", "men")]),
    "a third man": ("A third man fled; a third of the shops burned.", [("a third", "share", "shops")]),
    "age": ("A 20-year-old man and the driver, 34, were hurt.", [("20", "age", None), ("34", "age", None)]),
    "ages in a list": (
        "The victims were aged nine, ten and 59.",
        [("nine", "age", None), ("ten", "age", None), ("59", "age", None)],
    ),
    "labels": ("Flight 447 to Gate 12 was the No. 1 choice in phase two.", []),
    "models": ("The firm sold a 737 airliner and flew the 787.", []),
    "one of the first": ("It was one of the first attacks.", []),
    "told before": ("The two companies signed.", []),
    "all but one": ("All but one escaped.", []),
}


@pytest.mark.parametrize(("text", "expected"), FIGURES.values(), ids=FIGURES.keys())
def test_figure(read_text, text, expected):
    doc = read_text(text)
    assert [(text[f.start : f.end], f.measure, f.counted) for f in doc._.figures] == expected


SOURCES = {
    "according to": ("At least 12 people died, according to the health ministry.", "the health ministry"),
    "said that": ("A police officer said that four people had been killed.", "A police officer"),
    "aside": ("Four people were killed, officials said.", "officials"),
    "put the toll": ("Doctors put the toll at 39.", "Doctors"),
    "nobody": ("Four people were killed.", None),
    "no source but a cause": ("The bombing claimed 17 lives.", None),
}


@pytest.mark.parametrize(("text", "source"), SOURCES.values(), ids=SOURCES.keys())
def test_source(read_text, text, source):
    (figure,) = records(read_text(text))
    assert figure.attributed_to == source


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_spans_are_true(read_text, text):
    for figure in records(read_text(text)):
        assert figure.text == text[figure.char_start : figure.char_end]
        assert figure.counted is None or figure.counted in text
