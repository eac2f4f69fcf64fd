"""Publication dates as lines and fields say them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.parse.published import find_published, published


@pytest.mark.parametrize(
    ("value", "edtf"),
    [
        ("2016-03-24", "2016-03-24"),
        ("2016-03", "2016-03"),
        ("2016", "2016"),
        ("2016/3/4", "2016-03-04"),
        ("March 24, 2016", "2016-03-24"),
        ("March\u00a024,\u00a02016", "2016-03-24"),
        ("Friday, January 4, 2019", "2019-01-04"),
        ("March 01, 2008", "2008-03-01"),
        ("Sept. 5th, 2014", "2014-09-05"),
        ("24 March 2016", "2016-03-24"),
        ("24th of March 2016", "2016-03-24"),
        ("10 JAN 90", "1990-01-10"),
        ("10 JAN 14", "2014-01-10"),
        ("May 2016", "2016-05"),
        ("24. März 2016", "2016-03-24"),
        ("24 de marzo de 2016", "2016-03-24"),
        ("24.03.2016", "2016-03-24"),
        ("24/03/2016", "2016-03-24"),
        ("03/24/2016", "2016-03-24"),
        ("Thu, 24 Mar 2016 10:00:00 +0000", "2016-03-24"),
    ],
)
def test_a_date_has_the_precision_of_its_words(value: str, edtf: str) -> None:
    when = published(value)
    assert when is not None
    assert when.edtf == edtf
    assert (when.at is not None) == (len(edtf) == len("2016-03-24"))


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2016",
        "2016-13-01",
        "2016-02-30",
        "someday",
        "",
        "March",
        "24 March",
        "20160324",
        "12:30",
        "in March 2016",
    ],
)
def test_what_states_no_date_or_leaves_a_choice_is_none(value: str) -> None:
    assert published(value) is None


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2016-03-24", datetime(2016, 3, 24, tzinfo=UTC)),
        ("2016-03-24T10:30:00Z", datetime(2016, 3, 24, 10, 30, tzinfo=UTC)),
        ("2016-03-24T00:30:00+01:00", datetime(2016, 3, 23, 23, 30, tzinfo=UTC)),
        ("March 24, 2016 at 5:30 pm GMT", datetime(2016, 3, 24, 17, 30, tzinfo=UTC)),
        ("March 24, 2016 | 10:15 EST", datetime(2016, 3, 24, 15, 15, tzinfo=UTC)),
        ("2016-03-24 10:30:00", datetime(2016, 3, 24, tzinfo=UTC)),  # no zone: only the day is known
    ],
)
def test_the_moment_is_exact_only_with_a_zone(value: str, moment: datetime) -> None:
    when = published(value)
    assert when is not None
    assert when.at == moment


def test_a_date_is_found_within_a_line() -> None:
    found = find_published("Posted on 3 May 2014 by somebody")
    assert found is not None
    assert (found.start, found.end, found.when.edtf) == (10, 20, "2014-05-03")


@given(st.text(max_size=60))
def test_any_line_can_be_searched(line: str) -> None:
    found = find_published(line)
    assert found is None or 0 <= found.start < found.end <= len(line)
