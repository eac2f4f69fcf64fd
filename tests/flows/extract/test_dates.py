"""Time expressions: what is one, what it means, and what it is reckoned from."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from flows.extract.dates import records
from flows.layers import Timex
from schemas.tables.dates import Date

Read = Callable[..., Doc]
THURSDAY = "2016-03-24"


def only(read_text: Read, text: str, published: str | None = THURSDAY) -> tuple[str, Timex]:
    """The words and the reading of the one time expression of a text."""
    doc = read_text(text, published)
    (when,) = doc._.dates
    return text[when.start : when.end], when


@pytest.mark.parametrize(
    ("text", "words", "value", "edtf"),
    [
        ("He resigned on March 24, 2015.", "March 24, 2015", "2015-03-24", "2015-03-24"),
        ("He resigned on the 24th of March 2015.", "the 24th of March 2015", "2015-03-24", "2015-03-24"),
        ("QUITO, 7 FEB 89 -- TWO MEN WERE SHOT.", "7 FEB 89", "1989-02-07", "1989-02-07"),
        ("It was signed 2014-11-05 in Rome.", "2014-11-05", "2014-11-05", "2014-11-05"),
        ("They met on 3-5 May 2012 in Bonn.", "3-5 May 2012", "2012-05-03/2012-05-05", "2012-05-03/2012-05-05"),
        ("The bridge fell in June 2007.", "June 2007", "2007-06", "2007-06"),
        ("The bridge fell in early June.", "early June", "2015-06", "2015-06"),
        ("The bridge fell in mid-2012.", "mid-2012", "2012", "2012"),
        ("The party was banned in the 1990s.", "the 1990s", "199", "199X"),
        ("It was built in the 19th century.", "the 19th century", "18", "18XX"),
        ("He left in late summer.", "late summer", "2015-SU", "2015-22"),
        ("He left in the winter of 2010-11.", "the winter of 2010-11", "2010-WI", "2010-24"),
        ("Sales fell in the third quarter of 2014.", "the third quarter of 2014", "2014-Q3", "2014-07/2014-09"),
        ("Sales fell in the second half of last year.", "the second half of last year", "2015-H2", "2015-07/2015-12"),
        ("The war of 1914-18 ruined them.", "1914-18", "1914/1918", "1914/1918"),
        ("The fair opened on Christmas Eve.", "Christmas Eve", "2015-12-24", "2015-12-24"),
        ("Spending rose in fiscal year 2014.", "fiscal year 2014", "FY2014", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_named_on_the_calendar(read_text: Read, text: str, words: str, value: str, edtf: str | None) -> None:
    found, when = only(read_text, text)
    assert (found, when.timex_type, when.value, when.edtf) == (words, "DATE", value, edtf)


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("The mayor resigned on Tuesday.", "Tuesday", "2016-03-22", "2016-03-22"),
        ("The mayor resigned on Thursday.", "Thursday", "2016-03-24", "2016-03-24"),
        ("The mayor will resign on Tuesday.", "Tuesday", "2016-03-29", "2016-03-29"),
        ("The mayor is due to resign on Tuesday.", "Tuesday", "2016-03-29", "2016-03-29"),
        ("The trial begins on Tuesday.", "Tuesday", "2016-03-29", "2016-03-29"),
        ("The mayor resigned last Friday.", "last Friday", "2016-03-18", "2016-03-18"),
        ("The mayor resigned yesterday.", "yesterday", "2016-03-23", "2016-03-23"),
        ("The mayor resigned on November 13.", "November 13", "2015-11-13", "2015-11-13"),
        ("The mayor will resign on November 13.", "November 13", "2016-11-13", "2016-11-13"),
        ("The mayor resigned following Monday's vote.", "Monday", "2016-03-21", "2016-03-21"),
        ("On November 13 militants raided a bank.", "November 13", "2015-11-13", "2015-11-13"),
        ("On November 13, the armed group raided a bank.", "November 13", "2015-11-13", "2015-11-13"),
        ("The March 22 airport bombing killed 16.", "March 22", "2016-03-22", "2016-03-22"),
        ("The mayor resigned in January.", "January", "2016-01-01", "2016-01-31"),
        ("The mayor resigned in August last year.", "August last year", "2015-08-01", "2015-08-31"),
        ("The mayor resigned last week.", "last week", "2016-03-14", "2016-03-20"),
        ("The mayor resigned three months ago.", "three months ago", "2015-12-01", "2015-12-31"),
        ("The mayor resigned two days ago.", "two days ago", "2016-03-22", "2016-03-22"),
        ("The mayor will resign next year.", "next year", "2017-01-01", "2017-12-31"),
        ("The mayor resigned in the last week of February.", "the last week of February", "2016-02-22", "2016-02-28"),
    ],
    ids=lambda value: value,
)
def test_reckoned_from_publication(read_text: Read, text: str, words: str, first: str, last: str) -> None:
    found, when = only(read_text, text)
    bounds = date.fromisoformat(first), date.fromisoformat(last)
    assert (found, when.earliest, when.latest, when.anchor) == (words, *bounds, "document")


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("She joined in 2004 and left two years later.", "two years later", "2006"),
        ("She joined in May 2014. The following month she left.", "The following month", "2014-06"),
        ("She joined in 2004. That year, the mine closed.", "That year", "2004"),
        ("She joined in June 2013; in May of the same year she wed.", "May of the same year", "2013-05"),
        ("She joined on 9 May 2014. A day earlier, she wed.", "A day earlier", "2014-05-08"),
        ("In 1944 they landed. On 6 June the front broke.", "6 June", "1944-06-06"),
        (
            "On January 12 a bomb killed ten in Ankara. He fled five days after the Ankara bombing.",
            "five days after the Ankara bombing",
            "2016-01-17",
        ),
        (
            "A mosque in Kano was attacked on Monday. Police had warned of it a week before the attack.",
            "a week before the attack",
            "2016-W11",
        ),
    ],
    ids=lambda value: value,
)
def test_reckoned_from_the_text(read_text: Read, text: str, words: str, value: str) -> None:
    when = read_text(text, THURSDAY)._.dates[-1]
    assert (text[when.start : when.end], when.value, when.anchor) == (words, value, "text")


@pytest.mark.parametrize(
    ("text", "words", "timex_type", "value", "modifier"),
    [
        ("A blast shook Lima on Tuesday morning.", "Tuesday morning", "TIME", "2016-03-22TMO", None),
        ("A blast shook Lima late Tuesday night.", "late Tuesday night", "TIME", "2016-03-22TNI", "END"),
        ("A blast shook Lima last night.", "last night", "TIME", "2016-03-23TNI", None),
        (
            "A blast shook Lima in the early hours of Monday.",
            "the early hours of Monday",
            "TIME",
            "2016-03-21TMO",
            "START",
        ),
        ("They waited four months.", "four months", "DURATION", "P4M", None),
        ("They waited two and a half years.", "two and a half years", "DURATION", "P2.5Y", None),
        ("They waited several weeks.", "several weeks", "DURATION", "PXW", None),
        ("They waited more than two years.", "more than two years", "DURATION", "P2Y", "MORE_THAN"),
        ("They won in the last four years.", "the last four years", "DURATION", "P4Y", None),
        ("They meet every Monday.", "every Monday", "SET", "XXXX-WXX-1", None),
        ("They meet every two weeks.", "every two weeks", "SET", "P2W", None),
        ("They build 15 ships a year.", "a year", "SET", "P1Y", None),
        ("They meet annually.", "annually", "SET", "P1Y", None),
        ("He lives there since 2011.", "2011", "DATE", "2011", "ON_OR_AFTER"),
        ("He came around 1850.", "1850", "DATE", "1850", "APPROX"),
        ("He is now in Rome.", "now", "DATE", "PRESENT_REF", None),
        ("He was recently in Rome.", "recently", "DATE", "PAST_REF", None),
    ],
    ids=lambda value: value or "",
)
def test_types_and_modifiers(
    read_text: Read, text: str, words: str, timex_type: str, value: str, modifier: str | None
) -> None:
    found, when = only(read_text, text)
    assert (found, when.timex_type, when.value, when.modifier) == (words, timex_type, value, modifier)


def test_clock_times_are_of_the_day_beside_them(read_text: Read) -> None:
    doc = read_text(
        "It began at 1:15 pm UTC on Tuesday and ended at 10:30. Guns fired at 2 a.m. local time (0100 GMT) on Monday."
    )
    assert [when.value for when in doc._.dates] == [
        "2016-03-22T13:15Z",
        "2016-03-22",
        "2016-03-22T10:30",
        "2016-03-21T02:00",
        "2016-03-21T01:00Z",
        "2016-03-21",
    ]


def test_a_joined_date_shares_the_year(read_text: Read) -> None:
    doc = read_text("The siege lasted from December to February 2011, and the truce from May 3 to July 9, 2013.")
    assert [when.value for when in doc._.dates] == ["2010-12", "2011-02", "2013-05-03", "2013-07-09"]


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        ("MADRID, March 1, 2008. Four men were freed on Friday.", None, ["2008-03-01", "2008-02-29"]),
        ("On March 1, 2008, four men were seized; they were freed on Friday.", None, ["2008-03-01", "XXXX-WXX-5"]),
        ("Four men were freed on Friday, May 6.", None, ["XXXX-05-06"]),
        ("Four men were freed on Friday.", None, ["XXXX-WXX-5"]),
        ("Four men were freed last year, yesterday.", "2016-03", ["2015", None]),
        ("Four men were freed on June 3, under a law of 2013.", "2016", [None, "2013"]),  # of 2015 or of 2016
    ],
)
def test_publication_known_in_part_or_not(
    read_text: Read, text: str, published: str | None, values: list[str | None]
) -> None:
    assert [when.value for when in read_text(text, published)._.dates] == values


def test_day_and_month_in_digits(read_text: Read) -> None:
    doc = read_text("The treaty will end on 05/04/2017.")
    (when,) = doc._.dates
    assert (when.edtf, when.earliest, when.latest) == ("[2017-04-05,2017-05-04]", date(2017, 4, 5), date(2017, 5, 4))
    decided = read_text("The treaty will end on 05/04/2017; it was signed on 24/03/2015.")
    assert decided._.dates[0].edtf == "2017-04-05"


@pytest.mark.parametrize(
    "text",
    [
        "The 9/11 hijackers were named.",
        "The November 17 group bombed a bank.",
        "The Black September gunmen were named.",
        "Theresa May spoke of it.",
        "YOU MAY GO HOME.",
        "Some 2000 soldiers and 1500 others fled.",
        "It cost $2000 or €1999.",
        "A 27-year-old woman in her early 30s fled.",
        "The Sunday Times reported it.",
        "The site of NOW Lebanon reported it.",
        "Protests of the Arab Spring spread.",
        "They march to spring him from jail.",
        "A quarter of the army fled.",
    ],
)
def test_no_dates(read_text: Read, text: str) -> None:
    assert [text[when.start : when.end] for when in read_text(text)._.dates] == []


PIECES = (
    "March 24 , 31 2016 9999 0000 1 the last next early mid - of and Friday week two weeks ago later after day century "
    "1st 99th 2016-02-30 31/02/2016 25:61 12:30 pm UTC '90s 1990s Q4 H2 FY99 noon every . ( ) – Feb. May first half "
    "year this that same years many decades summer 13/13/13 attack Christmas"
)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=50)
@given(
    pieces=st.lists(st.sampled_from(PIECES.split()) | st.text(max_size=4), max_size=14),
    published=st.sampled_from([None, "2016-03-24", "2016-03", "0001-01-01", "9999-12-31", "20XX", "no date"]),
)
def test_any_text_gives_true_spans(read_text: Read, pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    doc = read_text(text, published)
    at = 0
    for row in records(doc):
        assert isinstance(row, Date)
        assert text[row.char_start : row.char_end] == row.text.strip() == row.text
        assert at <= row.char_start < row.char_end
        assert (row.earliest is None) == (row.latest is None)
        assert row.earliest is None or row.latest is None or row.earliest <= row.latest
        at = row.char_end
