from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from flows.document import Segment
from flows.extract.mentions import own_text
from schemas.codes.entities import EntityType, MentionKind
from schemas.codes.text import SegmentKind

Read = Callable[..., Doc]
HOSTILE = [
    "Abu",
    "al",
    "-",
    "Assad",
    "'",
    "s",
    "of",
    "the",
    "U.S.",
    "[1]",
    "(",
    ")",
    ",",
    "and",
    "'s",
    "\n\n",
    "$",
    "@",
    "“",
]


def names(doc: Doc, kind: str = "name") -> list[tuple[str, str]]:
    text = doc._.document.text
    return [(text[m.start : m.end], m.entity_type) for m in doc._.mentions if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Police said Yusuf al-Hamdani met Karim bin Rashid in Aleppo.",
            [("Yusuf al-Hamdani", "person"), ("Karim bin Rashid", "person"), ("Aleppo", "place")],
            id="transliterated-names-whole",
        ),
        pytest.param(
            "A judge questioned the brothers Samir and Nabil Haddad on Friday.",
            [("Samir", "person"), ("Nabil Haddad", "person")],
            id="two-brothers-two-mentions",
        ),
        pytest.param(
            "A bomb went off at Glasgow airport.",
            [("Glasgow airport", "place"), ("Glasgow", "place")],
            id="facility-with-its-town",
        ),
        pytest.param(
            "She studied at the University of Basel.",
            [("University of Basel", "organization"), ("Basel", "place")],
            id="place-within-a-body",
        ),
        pytest.param(
            "The attackers stormed the Stade de France.", [("Stade de France", "place")], id="de-in-a-facility"
        ),
        pytest.param(
            "Ibrahim's cousin praised Syria’s army.", [("Ibrahim", "person"), ("Syria", "place")], id="no-possessive"
        ),
        pytest.param(
            "Mr Cameron and Prime Minister Erna Solberg spoke.",
            [("Cameron", "person"), ("Erna Solberg", "person")],
            id="no-titles",
        ),
        pytest.param(
            "French President Emmanuel Macron left.",
            [("French", "group"), ("Emmanuel Macron", "person")],
            id="people-then-title",
        ),
        pytest.param(
            "U.S. Secretary of State John Kerry arrived.",
            [("U.S.", "place"), ("John Kerry", "person")],
            id="country-then-title",
        ),
        pytest.param(
            "Iraqi Security Forces entered Mosul.",
            [("Iraqi Security Forces", "organization"), ("Mosul", "place")],
            id="people-within-a-body",
        ),
        pytest.param(
            "Belgians and Muslims marched with French students.",
            [("Belgians", "group"), ("Muslims", "group"), ("French", "group")],
            id="peoples-and-faiths",
        ),
        pytest.param(
            "ISIS-held towns and pro-Assad militias",
            [("ISIS", "organization"), ("Assad", "person")],
            id="hyphenated-on-both-sides",
        ),
        pytest.param("The IED hit a Humvee.", [("IED", "weapon"), ("Humvee", "vehicle")], id="weapon-and-vehicle"),
        pytest.param("The Second World War ended.", [("Second World War", "event_name")], id="named-event"),
        pytest.param(
            "The dispute concerns UK-France relations.", [("UK", "place"), ("France", "place")], id="two-hyphenated"
        ),
        pytest.param(
            "FARGO, N.D. (AP) — A barn burnt down.",
            [("FARGO", "place"), ("N.D.", "place"), ("AP", "organization")],
            id="dateline",
        ),
        pytest.param(
            "A rocket hit King Abdullah University Hospital in Irbid.",
            [("King Abdullah University Hospital", "place"), ("Irbid", "place")],
            id="title-within-a-building",
        ),
        pytest.param(
            "Mr. Jordan fled Jordan.", [("Jordan", "person"), ("Jordan", "place")], id="title-tells-person-from-place"
        ),
        pytest.param("Luiz Inácio Lula da Silva won.", [("Luiz Inácio Lula da Silva", "person")], id="long-name"),
        pytest.param("The council passed Resolution 2254.", [("Resolution 2254", "law")], id="numbered-law"),
        pytest.param("The USS Cole sailed.", [("USS Cole", "vehicle")], id="ship"),
        pytest.param(
            "Liwa Thuwwar al-Raqqa and Jund al-Khilafah fought.",
            [("Liwa Thuwwar al-Raqqa", "organization"), ("Jund al-Khilafah", "organization")],
            id="armed-groups-by-their-first-word",
        ),
        pytest.param("On Tuesday the Internet and TV failed in May.", [], id="capitals-that-name-nothing"),
        pytest.param("Sadly, Police found West Nile virus.", [], id="sentence-starts-and-diseases"),
    ],
)
def test_names(read_text: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert names(read_text(text)) == expected


def test_one_name_keeps_one_type(read_text: Read) -> None:
    doc = read_text(
        "Prosecutors charged Karim Abdeslam with murder. Abdeslam denied it. Abdeslam's lawyer left.\n\n"
        "Sharia4Denmark was founded in 2010. Many joined Sharia4Denmark."
    )
    found = set(names(doc))
    assert ("Abdeslam", "person") in found
    assert ("Sharia4Denmark", "organization") in found
    assert len({name for name, _ in found}) == len(found)


def test_headings_are_not_names(read_text: Read) -> None:
    doc = read_text(
        "Why Brussels Cannot Keep Karim Haddad Safe\n\nThe court in Brussels heard that Karim Haddad had fled."
    )
    assert names(doc) == [("Brussels", "place"), ("Karim Haddad", "person")] * 2


def test_byline_is_not_read(read_text: Read) -> None:
    text = "By Jane Porter\n\nFighting went on in Homs."
    segments = (Segment(SegmentKind.BYLINE, 0, 14), Segment(SegmentKind.PARAGRAPH, 16, len(text)))
    assert names(read_text(text, segments=segments)) == [("Homs", "place")]


def test_capitals_only(read_text: Read) -> None:
    doc = read_text(
        "BOGOTA, 3 MAY 89 -- ELN REBELS SHOT AT A PATROL NEAR MEDELLIN, PRESIDENT VIRGILIO BARCO SAID TODAY."
    )
    found = names(doc)
    assert ("ELN", "organization") in found
    assert ("MEDELLIN", "place") in found
    assert ("VIRGILIO BARCO", "person") in found


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        pytest.param(
            "Hamas spoke. The group's spokesman blamed a French intelligence official.",
            "nominal",
            [
                ("The group's spokesman", "person"),
                ("The group", "organization"),
                ("a French intelligence official", "person"),
            ],
            id="noun-phrases",
        ),
        pytest.param("The militants fled.", "nominal", [("The militants", "group")], id="several-persons"),
        pytest.param("Every soldier sleeps and soldiers dream.", "nominal", [], id="nobody-in-particular"),
        pytest.param(
            "Omar Khalil said he would leave. Hamas sent its men, who obeyed him.",
            "pronoun",
            [("he", "person"), ("its", "organization"), ("who", "group"), ("him", "person")],
            id="pronouns",
        ),
        pytest.param("NATO said it is likely that rain will fall.", "pronoun", [], id="it-for-nothing"),
        pytest.param("He left before it rained.", "pronoun", [], id="nothing-before"),
    ],
)
def test_what_refers(read_text: Read, text: str, kind: str, expected: list[tuple[str, str]]) -> None:
    assert names(read_text(text), kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abu Haidar,[1", "Abu Haidar"),
        ("Qanbar(Arabic", "Qanbar"),
        ("U.S.", "U.S."),
        ("Acme Inc.", "Acme Inc."),
        ("Rome.", "Rome"),
    ],
)
def test_own_text(text: str, expected: str) -> None:
    assert own_text(text) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(HOSTILE),
        max_size=30,
    )
)
def test_spans_hold_whatever_comes(read_text: Read, words: list[str]) -> None:
    text = " ".join(words)
    doc = read_text(text)
    for mention in doc._.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]
        assert mention.entity_type in set(EntityType)
        assert mention.kind in set(MentionKind)
        assert 0 <= mention.head < len(doc)
    assert [m.start for m in doc._.mentions] == sorted(m.start for m in doc._.mentions)


def test_empty_document(read_text: Read) -> None:
    assert read_text("")._.mentions == []
