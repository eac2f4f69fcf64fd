"""Which characters are quotation marks, and what stands between them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.quotes_marks import Block, stretches


def between(*paragraphs: str) -> list[str]:
    """The quoted words of some paragraphs."""
    text, blocks = "\n\n".join(paragraphs), []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return [text[stretch.start : stretch.end] for stretch in stretches(text, blocks)]


@pytest.mark.parametrize(
    ("paragraph", "quoted"),
    [
        ('She said, "We are leaving."', ["We are leaving."]),
        ("She said, “We are leaving.”", ["We are leaving."]),
        ("She said: «We are leaving.»", ["We are leaving."]),
        ("She said: « We are leaving. »", ["We are leaving."]),
        ("She said, „We are leaving.“", ["We are leaving."]),
        ("‘We are leaving,’ she said.", ["We are leaving,"]),
        ("'We are leaving,' she said.", ["We are leaving,"]),
        ("She had a motto—”Trust nobody, ask twice,” as she put it.", ["Trust nobody, ask twice,"]),
        ("“He told me ‘go home’ and I went,” she said.", ["He told me ‘go home’ and I went,", "go home"]),
        ("The brothers' flat and the officers' guns weren't found.", []),
        ("It's the '90s all over again, rock 'n' roll.", []),
        ("‘It’s the brothers’ flat,’ she said.", ["It’s the brothers’ flat,"]),
        ('The door was 6\'3" tall and the pipe 12" wide.', []),
        ('The tag had name="value" in it.', []),
        ('He said "no" and "never".', ["no", "never"]),
        ('The word" was stray.', []),
        ("He quoted “[the] whole … thing” twice.", ["[the] whole … thing"]),
        ("They came from (“the south”) and left.", ["the south"]),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_stretches_are_what_stands_between_the_marks(paragraph: str, quoted: list[str]) -> None:
    assert between(paragraph) == quoted


def test_a_mark_that_nothing_closes_opens_each_paragraph_of_one_quotation() -> None:
    first, second = "“We came in May.", "“We left in June,” she said."
    assert between(first, second) == ["We came in May.", "We left in June,"]
    text = f"{first}\n\n{second}"
    found = stretches(text, [Block(0, len(first)), Block(len(first) + 2, len(text))])
    assert [(stretch.closed, stretch.continues) for stretch in found] == [(False, False), (True, True)]


def test_a_block_set_off_is_a_stretch_with_or_without_marks() -> None:
    for text in ("We came in May.", "“We came in May.”"):
        (found,) = stretches(text, [Block(0, len(text), set_off=True)])
        assert (text[found.start : found.end], found.set_off) == ("We came in May.", True)


@given(st.text(st.sampled_from("a b.,:\n\"'“”‘’«»—(s0é"), max_size=80))
def test_stretches_are_true_and_nested(text: str) -> None:
    half = len(text) // 2
    found = stretches(text, [Block(0, half), Block(half, len(text))])
    for stretch in found:
        assert 0 <= stretch.outer_start <= stretch.start < stretch.end <= stretch.outer_end <= len(text)
        assert text[stretch.start : stretch.end].strip()
    for earlier, later in pairwise(found):
        assert (earlier.start, -earlier.end) <= (later.start, -later.end)
