"""Marks that nest and cross come out as pieces that cover the text once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.explore.marking import Mark, blocks, pieces

TEXT = "Two men were killed in Riga, police said."


def spans(most: int) -> st.SearchStrategy[tuple[int, int]]:
    return (
        st.tuples(st.integers(0, most), st.integers(0, most))
        .map(lambda s: (min(s), max(s)))
        .filter(lambda s: s[0] < s[1])
    )


def test_crossing_marks_are_split_where_they_cross():
    marks = [Mark(0, 7, "figure"), Mark(4, 19, "passage", "event", "/event/1"), Mark(13, 19, "trigger", "", "/event/2")]
    found = [(TEXT[p.start : p.end], p.layers, p.href, p.is_start) for p in pieces(0, 28, marks)]
    assert found == [
        ("Two ", "figure", "", True),
        ("men", "figure passage", "/event/1", True),
        (" were ", "passage", "/event/1", False),
        ("killed", "passage trigger", "/event/2", True),
        (" in Riga,", "", "", False),
    ]


@given(st.lists(spans(41)), st.lists(spans(41), max_size=6))
def test_the_pieces_are_the_text_and_know_every_mark_on_them(marked, segments):
    marks = [Mark(start, end, f"m{number}") for number, (start, end) in enumerate(marked)]
    made = list(blocks(TEXT, [("paragraph", 0, *span) for span in segments], marks))
    shown = [piece for block in made for piece in block.pieces]
    assert "".join(TEXT[p.start : p.end] for p in shown).replace(" ", "") == TEXT.replace(" ", "")
    for piece in shown:
        assert set(piece.marks) == {m for m in marks if m.start <= piece.start and piece.end <= m.end}
    starts = {piece.start for piece in shown if piece.is_start}
    assert starts <= {m.start for m in marks}
    assert {m.start for m in marks if TEXT[m.start].strip()} <= starts


def test_text_outside_all_segments_is_kept_as_a_gap():
    found = [(block.kind, TEXT[block.start : block.end]) for block in blocks(TEXT, [("paragraph", 0, 0, 28)], [])]
    assert found == [("paragraph", "Two men were killed in Riga,"), ("gap", " police said.")]
