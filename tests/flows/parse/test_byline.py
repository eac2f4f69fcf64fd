"""Who wrote it, as bylines and metadata fields say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.parse.byline import clean_names, read_byline, read_names


@pytest.mark.parametrize(
    ("line", "authors", "publisher"),
    [
        ("By Marta Lind (@martalind) on April 12, 2016", ("Marta Lind",), None),
        ("By JANE DOE and JOHN ROE", ("Jane Doe", "John Roe"), None),
        ("By Jane Doe, Staff Writer", ("Jane Doe",), None),
        ("By Jane Doe, Associated Press", ("Jane Doe",), "Associated Press"),
        ("By Jane Doe Associated Press", ("Jane Doe",), "Associated Press"),
        ("By Jane Doe in Beirut and John Roe in Paris", ("Jane Doe", "John Roe"), None),
        ("By Jane Doe for NOW Africa", ("Jane Doe",), "NOW Africa"),
        ("By Maria de la Cruz and Jean-Luc van der Berg", ("Maria de la Cruz", "Jean-Luc van der Berg"), None),
        ("*By Jane Doe, 21 November 2012*", ("Jane Doe",), None),
        ("Posted on 12 May 2014 by Sara Example", ("Sara Example",), None),
        ("Author: Sara Example", ("Sara Example",), None),
        ("By AFP", (), "AFP"),
        ("By our foreign staff", (), None),
    ],
)
def test_a_byline_names_its_authors(line: str, authors: tuple[str, ...], publisher: str | None) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.authors, byline.publisher) == (authors, publisher)


@pytest.mark.parametrize(
    "line",
    [
        "By 2014, the group had grown",
        "By Friday the city had fallen",
        "By contrast, Iran did nothing",
        "By Kofi Sample and Ban Example, the United Nations had lost its faith in talks",
        "Kyle Example",
        "March 24, 2016",
    ],
)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


def test_handles_are_given_without_brackets() -> None:
    line = "By Marta Lind (@martalind) on April 12, 2016"
    byline = read_byline(line)
    assert byline is not None
    assert [line[start:end] for start, end in byline.handles] == ["@martalind"]


def test_a_line_without_by_needs_a_date_or_handle() -> None:
    assert read_byline("Marta Lind | March 24, 2016", marked=False) is not None
    assert read_byline("Marta Lind", marked=False) is None
    assert (
        read_byline("On Monday, Senator Marta Lind ended her bid for the party's seat in the 2016 race.", marked=False)
        is None
    )


def test_a_line_of_names_begins_with_a_given_name() -> None:
    assert read_names("Jane Doe in Karachi and Ali Raza") == ("Jane Doe", "Ali Raza")
    assert read_names("Police Arrest Suspect") == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Doe, Jane", ["Jane Doe"]),
        ("Doe, Jane; Roe, John", ["Jane Doe", "John Roe"]),
        ("By Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe, Chief Correspondent", ["Jane Doe"]),
        ("jdoe", ["jdoe"]),
        ("https://example.org/authors/jane", []),
        ("jane@example.org", []),
        ("admin", []),
        ("", []),
    ],
)
def test_names_of_a_metadata_field(value: str, names: list[str]) -> None:
    assert clean_names(value) == names


@given(st.text(max_size=220))
def test_any_line_can_be_read(line: str) -> None:
    read_byline(line)
    read_byline(line, marked=False)
    read_names(line)
    clean_names(line)
