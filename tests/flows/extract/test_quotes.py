"""Quotations: of what type, who said them, and by which cue."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from flows.document import Segment
from flows.extract.quotes import records
from schemas.codes.text import SegmentKind

Read = Callable[..., Doc]
WORDS = ["Ann", "said", "told", "that", "he", "it is", "according to", "“", "”", '"', "'", ",", ".", "—", "\n\n"]
Said = tuple[str, str, str | None]


def said(doc: Doc, *types: str) -> list[Said]:
    """Words, type and speaker of the quotations of some types."""
    text = doc._.document.text
    return [
        (text[quote.start : quote.end], str(quote.quote_type), text[slice(*quote.speaker)] if quote.speaker else None)
        for quote in doc._.quotes
        if quote.quote_type in types
    ]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“We need more time,” said Maria Keller.", "We need more time,", "Maria Keller"),
        ("“We need more time,” Maria Keller told reporters.", "We need more time,", "Maria Keller"),
        ("Maria Keller said: “We need more time.”", "We need more time.", "Maria Keller"),
        ("“Why did nobody call?” she asked.", "Why did nobody call?", "she"),
        ("“It was never safe,” said a German police official.", "It was never safe,", "a German police official"),
        ("“It was never safe,” according to the mayor of Basel.", "It was never safe,", "the mayor of Basel"),
        ("As Ann Porter recently put it, “Nobody reads the report before it is leaked.”",
         "Nobody reads the report before it is leaked.", "Ann Porter"),
        ("The mayor, Ann Porter, tweeted: “The bridge is closed.”", "The bridge is closed.", "Ann Porter"),
        ("Karl Bauer, a retired pilot, who once said, “I never liked flying at night,” lives in Graz.",
         "I never liked flying at night,", "Karl Bauer"),
        ("“The bridge will stay closed.” — Ann Porter", "The bridge will stay closed.", "Ann Porter"),
        ("PORTER: The bridge will stay closed.\n\n“KELLER: We do not agree with that at all.”",
         "KELLER: We do not agree with that at all.", "KELLER"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)  # fmt: skip
def test_direct_quotations_have_their_speaker(read_text: Read, text: str, words: str, speaker: str) -> None:
    assert said(read_text(text), "direct") == [(words, "direct", speaker)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“We will stay,” Ann Porter said. “We have nowhere to go.”", ["Ann Porter"] * 2),
        ("“Every time it rains,” Ann Porter said, “the road is gone.”", ["Ann Porter"] * 2),
        ("“We came in May.\n\n“We left in June,” Ann Porter said.", ["Ann Porter"] * 2),
        ("Ann Porter said: “We came in May.\n\n“We left in June.”", ["Ann Porter"] * 2),
        ("“Nobody has a plan for the river.”", [None]),
    ],
    ids=["run", "broken by its cue", "paragraphs, cue last", "paragraphs, cue first", "nobody named"],
)
def test_a_run_of_quotations_keeps_its_speaker(read_text: Read, text: str, speakers: list[str | None]) -> None:
    assert [speaker for _, _, speaker in said(read_text(text), "direct")] == speakers


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The minister called the plan “a costly joke” on Monday.", "a costly joke", "The minister"),
        ("Ann Porter said that the plan was “dead on arrival” in Berne.", "dead on arrival", "Ann Porter"),
        ("The firm conceded—a week late—that “the pumps were not tested.”", "the pumps were not tested.", "The firm"),
        ("The man wrote of having “learned to love the noise” there.", "learned to love the noise", "The man"),
        ("The plan was denounced as “a costly joke” by Ann Porter.", "a costly joke", "Ann Porter"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)  # fmt: skip
def test_quoted_words_in_a_paraphrase_are_mixed(read_text: Read, text: str, words: str, speaker: str) -> None:
    assert said(read_text(text), "direct", "mixed", "scare") == [(words, "mixed", speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “peace dividend” never came.",
        "The suburb has been called the “garden capital of Europe,” and he was seen there.",
        "One of the “reforms” made the wait longer.",
        "He wrote the novel “The Long Winter” in Graz.",
        "Robert “Bobby” Hale opened the door.",
        "He spoke on NBC’s “Night Desk” for an hour.",
        "All talk of a “turning point” should be ignored.",
    ],
    ids=lambda text: text[:30],
)
def test_terms_titles_and_distance_are_scare_and_nobodys(read_text: Read, text: str) -> None:
    ((_, kind, speaker),) = said(read_text(text), "direct", "mixed", "scare")
    assert (kind, speaker) == ("scare", None)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Ann Porter said that the bridge would close.", "the bridge would close", "Ann Porter"),
        ("The bridge would close, the mayor said.", "The bridge would close", "the mayor"),
        ("According to the police, the bridge is closed.", "the bridge is closed", "the police"),
        ("The bridge is closed, according to the police.", "The bridge is closed", "the police"),
        ("The ministry denied the allegations on Monday.", "the allegations", "The ministry"),
        ("Ann Porter promised to reopen the bridge.", "to reopen the bridge", "Ann Porter"),
        ("The committee called for a new inquiry.", "a new inquiry", "The committee"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_reported_speech_is_indirect(read_text: Read, text: str, words: str, speaker: str) -> None:
    ((found, _, who),) = said(read_text(text), "indirect")
    assert (found.startswith(words), who) == (True, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Porter told reporters.",
        "The army hit the town with rockets.",
        "He went to Rome to say goodbye.",
        "It raises some questions.",
    ],
)
def test_nothing_is_reported_where_nobody_says_what(read_text: Read, text: str) -> None:
    assert said(read_text(text), "indirect", "direct", "mixed") == []


def test_second_hand_speech_keeps_its_own_speaker(read_text: Read) -> None:
    doc = read_text("“Then the general said, ‘The war is over for us,’” Ann Porter recalled.")
    assert said(doc, "direct") == [
        ("Then the general said, ‘The war is over for us,’", "direct", "Ann Porter"),
        ("The war is over for us,", "direct", "the general"),
    ]


def test_what_a_speaker_only_acts_out_is_not_a_quotation(read_text: Read) -> None:
    doc = read_text("“I would say, ‘Please stop calling this number,’” Ann Porter recalled.")
    assert len(said(doc, "direct", "mixed")) == 1


def test_a_block_quotation_is_one_row_with_the_speaker_of_the_line_before(read_text: Read) -> None:
    lead, block = "Ann Porter wrote to the council:", "The pumps were never tested.\nNobody asked why."
    text = f"{lead}\n\n{block}"
    segments = (
        Segment(SegmentKind.PARAGRAPH, 0, len(lead)),
        Segment(SegmentKind.BLOCKQUOTE, len(lead) + 2, len(text)),
    )
    assert said(read_text(text, segments=segments), "direct", "block") == [(block, "block", "Ann Porter")]


def test_paragraphs_that_a_colon_leads_up_to_are_a_block_quotation(read_text: Read) -> None:
    doc = read_text(
        "Ann Porter wrote to the council:\n\n“The pumps were never tested.\n\n“Nobody asked why.”\n\nIt rained."
    )
    assert said(doc, "direct", "block") == [
        ("The pumps were never tested.", "block", "Ann Porter"),
        ("Nobody asked why.", "block", "Ann Porter"),
    ]


def test_the_cue_and_the_speakers_entity_are_recorded(read_text: Read) -> None:
    doc = read_text("Ann Porter runs the town. “The bridge is closed,” she said.")
    (row,) = [row for row in records(doc) if row.quote_type == "direct"]  # type: ignore[attr-defined]
    assert (row.text, row.cue, row.speaker_text) == ("The bridge is closed,", "said", "she")  # type: ignore[attr-defined]
    assert row == replace(row)  # type: ignore[type-var]


def test_stretches_that_share_a_token_are_read_to_their_end(read_text: Read) -> None:
    """The last mark of one and the first of the next stand in one token, which once was no way forward."""
    doc = read_text('"We had watched =A("x.example","x") for months," said Jaan Kask =A("x.example","x") of the Front.')
    assert said(doc, "direct")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["", " "]))
def test_any_text_gives_true_rows(read_text: Read, words: list[str], glue: str) -> None:
    doc = read_text(glue.join(words))
    text = doc._.document.text
    for row in records(doc):
        assert row.text == text[row.char_start : row.char_end] != ""  # type: ignore[attr-defined]
        assert (row.speaker_text is None) == (row.speaker_start is None)  # type: ignore[attr-defined]
