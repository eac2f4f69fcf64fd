# ruff: noqa: E501
"""Plain text: what each block is, and what the header says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.document import Document
from flows.parse.reading import Given
from flows.parse.text import read_text

SAMPLE = Path(__file__).parents[3] / "raw" / "2016-04-12-built-in-syria.txt"
PROSE = "The road to the north was closed on Monday after a lorry burned for two hours near the bridge, drivers said."


def read(text: str, *, has_title: bool = True, **given: str) -> Document:
    return read_text("a.txt", text, Given(**given), has_title=has_title)  # type: ignore[arg-type]


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(segment.kind.value, document.text[segment.start : segment.end]) for segment in document.segments]


def test_the_sample_article_is_told_apart() -> None:
    document = read(SAMPLE.read_text("utf-8"))
    assert document.title == "The Men Behind Brussels Were Built in Syria"
    assert document.authors == ("Marta Lindqvist",)
    assert (document.published_edtf, document.publisher) == ("2016-04-12", "The Levant Ledger")
    assert document.language == "en"
    said = kinds(document)
    assert [words for kind, words in said if kind == "heading"] == [
        "A Speech and a Department",
        "One Cell, Two Cities",
        "A School in the Open",
        "What They Joined",
        "More Police, and Then What?",
    ]
    assert [kind for kind, _ in said if kind not in ("heading", "paragraph")] == [
        *("title", "byline", "published"),
        *("correction", "boilerplate", "pingback", "comment", "comment", "comment", "boilerplate"),
    ]
    assert [(link.kind.value, link.href) for link in document.links] == [
        ("author", "@MLindqvistLL"),
        ("pingback", "Why Verviers Was the Rehearsal | Notes From the Meuse"),
    ]


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        ("What comes next", "heading"),
        ("A Harbour and Its Friends?", "heading"),
        ("## The road to Sake", "heading"),
        ("2. The airport", "heading"),
        ("It rained.", "paragraph"),
        ("BEIRUT —", "paragraph"),
        ("“I saw two of them.”", "paragraph"),
        ("> Nobody wants a war, she wrote.", "blockquote"),
        ("• Two lorries", "list_item"),
        ("Photo: the bridge after the fire. Credit: Example", "caption"),
        ("The bridge on Tuesday (Image: Example Press)", "caption"),
        ("Correction: an earlier version gave the wrong day.", "correction"),
        ("CORRECTION (May 3): the bridge is in the south.", "correction"),
        ("This article was updated on May 3, 2016.", "correction"),
        ("Post has been corrected regarding the name of the bridge.", "correction"),
        ("Editor’s note: the reporter travelled with the army.", "correction"),
        ("Update: The road is open again.", "correction"),
        ("Updated: March 25, 2016 10:14 GMT", "published"),
        ("A version of this article appeared in print on March 25, 2016.", "published"),
        ("May 24, 2014", "heading"),
        ("Like Fjord World on Facebook", "boilerplate"),
        ("(Reporting by Jane Doe; Editing by John Roe)", "byline"),
        ("Share this article", "boilerplate"),
        ("Read more: How the bridge was built", "boilerplate"),
        ("Leave a Reply", "boilerplate"),
        ("* * *", "boilerplate"),
        ("0:32 / 1:45", "boilerplate"),
        ("Pingback: The Bridge | Some Blog", "pingback"),
    ],
)
def test_a_block_between_paragraphs(block: str, kind: str) -> None:
    document = read(f"{PROSE}\n\n{PROSE}\n\n{block}\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}", has_title=False)
    assert (kind, block) in kinds(document)


@pytest.mark.parametrize(
    ("header", "title", "authors", "edtf", "publisher"),
    [
        ("Bridge Burns\nBy Jane Doe\nOctober 3, 2014", "Bridge Burns", ("Jane Doe",), "2014-10-03", None),
        ("World news\nBridge burns for hours\nJane Doe in Oslo\nTuesday 3 March 2015", "Bridge burns for hours", ("Jane Doe",), "2015-03-03", None),
        ("Title: Bridge burns\nAuthor: Jane Doe\nDate: 2018-09\nSource: The Fjord Monitor", "Bridge burns", ("Jane Doe",), "2018-09", "The Fjord Monitor"),
        ("# Bridge burns\n\n*By Jane Doe, 21 November 2012*", "Bridge burns", ("Jane Doe",), "2012-11-21", None),
        ("Bridge burns\n\nNobody was hurt\n\nBy Jane Doe | The Fjord Times", "Bridge burns", ("Jane Doe",), None, "The Fjord Times"),
        ("Bridge burns\n\nThis article first appeared in the Fjord Monitor.", "Bridge burns", (), None, "Fjord Monitor"),
        ("Bridge burns\nBy JANE DOE MARCH 29, 2016", "Bridge burns", ("Jane Doe",), "2016-03-29", None),
        ("Bridge burns\nMarch 24, 2016 by Jane Doe 3 Comments", "Bridge burns", ("Jane Doe",), "2016-03-24", None),
        ("Bridge burns\nBy Jane Doe and John Roe March 24 at 5:30 PM", "Bridge burns", ("Jane Doe", "John Roe"), None, None),
        ("Bridge burns | The Fjord Post\nUpdated: March 25, 2016 10:14 IST | Published: March 24, 2016 | PTI", "Bridge burns", (), "2016-03-24", "The Fjord Post"),
        ("Home / Analysis / Roads\n\nBridge burns\n\nJane Doe\n\nMar 24, 2016 · 7 min read", "Bridge burns", ("Jane Doe",), "2016-03-24", None),
        ("FOR IMMEDIATE RELEASE\n\nBridge burns\n\nOSLO, 24 March 2016", "Bridge burns", (), "2016-03-24", None),
        ("Bridge burns", "Bridge burns", (), None, None),
        ("", None, (), None, None),
    ],
)  # fmt: skip
def test_a_header_is_read(
    header: str, title: str | None, authors: tuple[str, ...], edtf: str | None, publisher: str | None
) -> None:
    document = read(f"{header}\n\n{PROSE}\n\n{PROSE}")
    assert (document.title, document.authors, document.published_edtf, document.publisher) == (
        *(title, authors, edtf),
        publisher,
    )
    assert kinds(document)[-2:] == [("paragraph", PROSE)] * 2


@pytest.mark.parametrize(
    ("dateline", "edtf", "publisher"),
    [
        ("BOGOTA, 3 APR 91 (RADIO EJEMPLO) -- [TEXT]", "1991-04-03", "RADIO EJEMPLO"),
        ("OSLO (Reuters) -", None, "Reuters"),
        ("OSLO, Norway (AP) —", None, "AP"),
        ("OSLO, Jan 5 (AFP) -", None, "AFP"),
        ("LONDON, 24 March 2016 –", "2016-03-24", None),
        ("On 24 March 2016, troops", None, None),
        ("LONDON, Jan. 5, 2015 (Example News) --", "2015-01-05", "Example News"),
        ("Troops of the rebels (who fled) -", None, None),
    ],
)
def test_a_dateline_is_read_and_stays_in_its_paragraph(dateline: str, edtf: str | None, publisher: str | None) -> None:
    document = read(f"{dateline} {PROSE}\n\n{PROSE}", has_title=False)
    assert (document.published_edtf, document.publisher) == (edtf, publisher)
    assert kinds(document)[0] == ("paragraph", f"{dateline} {PROSE}")


def test_what_the_source_gives_goes_before_what_the_text_says() -> None:
    text = f"Bridge burns\nBy Jane Doe\n\n{PROSE}"
    document = read(text, title="Another", language="de-AT")
    assert (document.title, document.authors, document.language) == ("Another", ("Jane Doe",), "de")


def test_a_body_without_title_gets_none_but_a_repeated_one_is_known() -> None:
    assert kinds(read(f"Bridge burns\n\n{PROSE}", has_title=False))[0][0] == "heading"
    document = read(f"Bridge Burns.\n\nFriday, January 4, 2019\u00a0\n\n{PROSE}", has_title=False, title="Bridge burns")
    assert [kind for kind, _ in kinds(document)] == ["title", "published", "paragraph"]


def test_wrapped_lines_are_one_paragraph_and_indented_ones_begin_another() -> None:
    wrapped = (
        "The village was attacked on Friday by armed men on motorcycles who shot\n"
        "at least nine people and burned several houses before they left in the\n"
        "direction of the north.\n"
        "   The mayor said that the men had come before, in August, and that the\n"
        "army had not answered his calls.\n"
    )
    first, second = kinds(read(wrapped))
    assert first[1].endswith("the north.")
    assert second[1].startswith("The mayor")


def test_each_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    assert kinds(read(f"{PROSE}\n{PROSE} {PROSE}\nShort line.\n")) == [
        *(("paragraph", PROSE), ("paragraph", f"{PROSE} {PROSE}")),
        ("paragraph", "Short line."),
    ]


def test_the_comments_section_ends_the_article() -> None:
    document = read(
        f"{PROSE}\n\n{PROSE}\n\n2 responses to “Bridge burns”\n\nAnn\nI saw it, too.\n\n"
        "1. Pingback: https://blog.example.org/bridge\n\nReply\n\nLeave a comment\n\nYour name\n"
    )
    assert [kind for kind, _ in kinds(document)] == [
        *("paragraph", "paragraph", "boilerplate", "comment", "comment"),
        *("pingback", "boilerplate", "boilerplate", "boilerplate"),
    ]
    assert [link.href for link in document.links] == ["https://blog.example.org/bridge"]


def test_links_to_other_pieces_are_the_sites_own() -> None:
    document = read(f"{PROSE}\n\n{PROSE}\n\nRelated\n\nHow the bridge was built\n\nTwo winters on the lake")
    assert [kind for kind, _ in kinds(document)] == ["paragraph"] * 2 + ["boilerplate"] * 3


@pytest.mark.parametrize(
    ("words", "href"),
    [
        ("See https://example.org/a_(b).", "https://example.org/a_(b)"),
        ("(see https://example.org/a)", "https://example.org/a"),
        ("He runs www.example.net/x, he wrote.", "www.example.net/x"),
        ("[map](https://example.org/m)", "https://example.org/m"),
    ],
)
def test_addresses_are_links(words: str, href: str) -> None:
    document = read(f"{PROSE} {words}")
    (link,) = document.links
    assert document.text[link.start : link.end] == link.href == href


BLOCKS = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "\u00a0",
        "\r\n",
        "By Jane Doe",
        "Comments",
        "Leave a Reply",
        "> ",
        "- ",
        "1. ",
        "Related",
        PROSE,
    ]
)


@given(st.lists(st.one_of(BLOCKS, st.text(max_size=30)), max_size=30).map("".join), st.booleans())
def test_segments_cover_every_word_once_in_order(text: str, has_title: bool) -> None:
    document = read(text, has_title=has_title)
    assert document.text == text
    at, rest = 0, ""
    for segment in document.segments:
        assert at <= segment.start < segment.end <= len(text)
        assert text[segment.start : segment.end].strip() == text[segment.start : segment.end]
        rest += text[at : segment.start]
        at = segment.end
    assert not (rest + text[at:]).strip()
    for link in document.links:
        assert 0 <= link.start < link.end <= len(text)
