"""Correction notes: what was wrong, what is right, and that the wrong is never read as a fact."""

from __future__ import annotations

from time import process_time

import pytest

from flows.document import Document, Segment
from flows.extract import article
from flows.notes import statements, wrong_bounds
from schemas.codes.text import SegmentKind

NOTES = {
    "An earlier version said 31; it was 32.": [("31", "32")],
    "An earlier version of this article said that 31 people were killed. It was 32.": [("31 people were killed", "32")],
    "Correction: An earlier version of this story misstated the number of dead. It is 32, not 31.": [("31", "32")],
    "This article has been corrected: the mayor is called Anna Tamm, not Anne Tam.": [("Anne Tam", "Anna Tamm")],
    "A previous version of this post incorrectly gave the date as 3 May; the correct date is 5 May.": [
        ("3 May", "5 May")
    ],
    "An earlier version misidentified the town as Rapla. It was Kunda.": [("Rapla", "Kunda")],
    "Correction: 1.5 million should have been 1.2 million.": [("1.5 million", "1.2 million")],
    "The toll is 1,200, not 1,500 as originally reported.": [("1,500", "1,200")],
    "This article was updated on 3 March 2021.": [],
    "Editor's note: the names of the children were left out.": [],
    "An earlier version of this article was published by mistake.": [],
    "": [],
}


@pytest.mark.parametrize("note", NOTES)
def test_what_was_wrong_and_what_is_right(note):
    found = [(note[slice(*each.wrong)], each.right and note[slice(*each.right)]) for each in statements(note)]
    assert found == NOTES[note]


#: Statements of one note, each with how many are found in so many.
LONG = {
    "An earlier version said 5; it was 6. ": 1.0,
    "The toll is 31, not 32. ": 1.0,
    "31 should be 32. ": 1.0,
    "An earlier version of this article said ": 0.0,
    "the story gave the date, which is not ": 0.0,
    "31 people, not ": 0.5,
}


@pytest.mark.parametrize("repeated", LONG)
def test_long_notes_take_no_longer_for_their_length(repeated):
    times = []
    for number in (500, 8000):
        began = process_time()
        assert len(list(statements(repeated * number))) == pytest.approx(LONG[repeated] * number, abs=1)
        times.append(process_time() - began)
    assert times[1] < 16 * 5 * max(times[0], 0.01)  # 256 times where it grows with the square


BODY = "A bomb killed 32 people in Riga on Monday, police said. Four others were hurt in the blast at the harbour."
NOTE = "Correction: An earlier version of this article said 31 people were killed; it was 32."


def document(*blocks: str) -> Document:
    text, segments = "", []
    for block in blocks:
        kind = SegmentKind.CORRECTION if block is NOTE else SegmentKind.PARAGRAPH
        segments.append(Segment(kind, len(text), len(text) + len(block)))
        text += block + "\n\n"
    return Document("a.txt", text, segments=tuple(segments))


def test_a_phrase_of_the_wrong_is_wrong_elsewhere_too():
    text = "Police said 31 people were killed. On the 31st it rained. " + NOTE
    spans = wrong_bounds(text, [(text.index(NOTE), len(text))])
    assert [text[start:end] for start, end in spans] == ["31 people were killed"] * 2


def test_the_wrong_is_never_a_fact(read_text):
    made = document(BODY, NOTE)
    doc = read_text(made.text, segments=made.segments)
    assert 31 not in {figure.value for figure in doc._.figures}
    assert 32 in {figure.value for figure in doc._.figures}
    (note,) = [record for record in article.records(doc) if record.TABLE.name == "corrections"]
    assert (note.text, note.wrong, note.right) == (NOTE, "31 people were killed", "32")
