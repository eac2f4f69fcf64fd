"""Events: which passages tell of one, which is the article's main one, and what its figures count."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from flows.layers import Event
from flows.resolve.events import records
from schemas.tables.event_mentions import EventMention
from schemas.tables.event_participants import EventParticipant

Read = Callable[..., Doc]


def words(doc: Doc, event: Event) -> list[str]:
    """The triggers of an event's passages."""
    return [doc.text[slice(*m.trigger)] for m in event.mentions]


def main(doc: Doc) -> Event:
    """The article's main event."""
    (event,) = [event for event in doc._.events if event.is_main]
    return event


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb exploded in Mosul on Monday. The attack killed six people.", [["exploded", "attack", "killed"]]),
        ("A bomb exploded in Mosul on Monday. Six people were killed.", [["exploded", "killed"]]),
        (
            "A bomb exploded in Mosul on 4 May 2015. On 6 June 2015 a bomb exploded in Basra.",
            [["exploded"], ["exploded"]],
        ),
        (
            "Jan Kowal was killed five days after the attacks in Paris.",
            [["killed"], ["attacks"]],
        ),
        (
            "An attack on the offices of Radio Delta in Mosul caused damage on Monday. Guards ran. Many wept. "
            "The street was closed. The bomb was placed in the cellar.",
            [["attack", "placed"]],
        ),
        (
            "The depot bombing was an attack on 4 May 2015 in Cali.",
            [["bombing", "attack"]],
        ),
        (
            "The mayor condemned the murder of the bishop in an attack by gunmen in Cali.",
            [["condemned"], ["murder", "attack"]],
        ),
        (
            "A hotel collapsed on Monday in Izmir. A gas leak led to an explosion in the kitchen.",
            [["collapsed", "explosion"]],
        ),
        (
            "A bomb killed ten guards near Goma on 4 May 2015. The attack began at dawn.\n\nIt was the worst since an "
            "assault in Bukavu in August 2014.\n\nThe attack wounded two farmers as well, a doctor said.",
            [["killed", "attack", "attack", "wounded"], ["assault"]],
        ),
    ],
)
def test_grouping(read_text: Read, text: str, expected: list[list[str]]) -> None:
    doc = read_text(text)
    assert sorted(words(doc, event) for event in doc._.events) == sorted(expected)


def test_nobody_is_killed_twice(read_text: Read) -> None:
    doc = read_text(
        "Maria Lopez was shot at her house on Monday. She had led the union. Her friends came. Many wept. "
        "Lopez was killed near the port of Callao, a judge said."
    )
    assert words(doc, main(doc)) == ["shot", "killed"]


def test_figures_go_to_their_event(read_text: Read) -> None:
    doc = read_text("A bomb exploded in Mosul on Monday. At least six people were killed and 20 were wounded.")
    tied = {figure.measure: figure.event for figure in doc._.figures}
    assert tied["killed"] is tied["wounded"] is main(doc)


def test_superseded_toll_is_tied_to_nothing(read_text: Read) -> None:
    doc = read_text(
        "A bomb exploded in Mosul on Monday. It killed six people, fewer than an earlier toll of nine dead."
    )
    assert [f.event for f in doc._.figures if f.value == 9] in ([], [None])


def test_rows_stand_on_their_text(read_text: Read) -> None:
    text = "Gunmen killed a judge in Palermo on Monday. The mayor condemned the killing."
    doc = read_text(text)
    rows = list(records(doc))
    for row in rows:
        assert isinstance(row, EventMention | EventParticipant)
        own = row.text if isinstance(row, EventMention) else row.name
        assert own == text[row.char_start : row.char_end]
    assert len({r.event_mention_id for r in rows if isinstance(r, EventMention)}) == len(doc._.event_mentions)


def test_ids_are_the_same_in_every_reading(read_text: Read) -> None:
    text = "Gunmen killed a judge in Palermo on Monday."
    assert list(records(read_text(text))) == list(records(read_text(text)))


def test_an_undated_event_keeps_to_its_article(read_text: Read) -> None:
    text = "A bomb exploded in Mosul. Six people were killed."
    one, two = (main(read_text(text, external_id=name)) for name in "ab")
    assert one.event_id != two.event_id


def test_a_dated_placed_event_is_one_across_articles(read_text: Read) -> None:
    text = "A bomb exploded in Mosul on 4 May 2015. Six people were killed."
    one, two = (main(read_text(text, external_id=name)) for name in "ab")
    assert one.event_id == two.event_id


def test_a_claim_of_responsibility_belongs_to_the_deed(read_text: Read) -> None:
    doc = read_text("A bomb exploded in Mosul on Monday. The Red Brigades claimed responsibility.")
    claimants = [doc.text[p.start : p.end] for m in main(doc).mentions for p in m.participants if p.role == "claimant"]
    assert claimants == ["Red Brigades"] or claimants == ["The Red Brigades"]


def place_of(event: Event) -> str | None:
    """The name of the first place that an event's passages give."""
    return next((m.where.entity.name for m in event.mentions if m.where and m.where.entity), None)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A fire on Monday killed two men at a hall that a choir had hired to sing in Ghent, Belgium.", "Ghent"),
        ("LIMA, 3 May (Agency) -- A bomb exploded at a bank on Monday. Nobody was hurt.", "LIMA"),
        ("US Secretary of State Jane Roe said that a bomb exploded on Monday in Mosul.", "Mosul"),
    ],
    ids=["in a relative clause", "dateline", "not the speaker's country"],
)
def test_the_main_event_is_placed(read_text: Read, text: str, place: str) -> None:
    assert place_of(main(read_text(text))) == place


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("A truck hit a bus in Ghent on Monday. The crash killed five boys in a school bus and two drivers.", 7, None),
        ("A bomb exploded in Mosul on Monday. Six men died; around twenty more were injured.", 6, 20),
        ("A fire broke out in Oslo on Monday. Three children were taken to hospital.", None, 3),
        ("The mayor was stabbed in Palermo on Monday. Her driver and two others were also injured.", None, 4),
    ],
    ids=["joined to the wrong noun", "a subject lost", "taken to hospital", "also injured"],
)
def test_toll(read_text: Read, text: str, killed: int | None, wounded: int | None) -> None:
    mentions = main(read_text(text)).mentions
    assert max((m.killed for m in mentions if m.killed), default=None) == killed
    assert max((m.wounded for m in mentions if m.wounded), default=None) == wounded


def test_a_country_told_by_its_people_only(read_text: Read) -> None:
    doc = read_text("Peruvian police said on Monday that rebels killed a mayor. The Peruvian army sent troops.")
    [row] = [row for row in records(doc) if isinstance(row, EventMention) and row.trigger == "killed"]
    assert (row.place_id, row.country_code) == (None, "PE")


def test_a_war_is_not_one_fight(read_text: Read) -> None:
    doc = read_text("The fighting in northern Syria goes on. The minister regretted the clashes.")
    assert {m.realis for m in doc._.event_mentions if m.mode == "battle"} == {"generic"}


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Did they think of it when they burned buses?", "generic"),
        ("They burned buses.", "actual"),
        ("The rebels plan to burn buses.", "generic"),
        ("The rebels plan to burn the library.", "planned"),
        ("The truck was driven to the depot and blown up.", "actual"),
        ("Attacks occurred.", "actual"),
        ("Attacks will occur.", "generic"),
    ],
)
def test_what_ties_a_deed_down(read_text: Read, text: str, realis: str) -> None:
    (event,) = read_text(text)._.events
    assert event.mentions[0].realis == realis
