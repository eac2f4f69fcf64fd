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
    ],
)
def test_grouping(read_text: Read, text: str, expected: list[list[str]]) -> None:
    doc = read_text(text)
    assert sorted(words(doc, event) for event in doc._.events) == sorted(expected)


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
