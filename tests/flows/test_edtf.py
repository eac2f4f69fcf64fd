"""EDTF to days and back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.edtf import edtf_bounds, edtf_of


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2016-03-24", "2016-03-24", "2016-03-24"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2015-22", "2015-06-01", "2015-08-31"),
        ("2015-24", "2015-12-01", "2016-02-29"),
        ("2015-34", "2015-04-01", "2015-06-30"),
        ("2015-11~", "2015-11-01", "2015-11-30"),
        ("2004-06-1X", "2004-06-10", "2004-06-19"),
        ("2004-XX-XX", "2004-01-01", "2004-12-31"),
        ("2016-03-24T10:30Z", "2016-03-24", "2016-03-24"),
        ("[2016-04-05,2016-05-04]", "2016-04-05", "2016-05-04"),
        ("2003/2006-05", "2003-01-01", "2006-05-31"),
    ],
)
def test_bounds(edtf: str, first: str, last: str) -> None:
    assert edtf_bounds(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "edtf", [None, "", "soon", "../2006", "2011/..", "2016-02-30", "2016-13", "0000", "24/03/2016", "2016-03/2016-02"]
)
def test_no_bounds(edtf: str | None) -> None:
    assert edtf_bounds(edtf) is None


@pytest.mark.parametrize(
    ("first", "last", "edtf"),
    [
        ("2016-03-24", None, "2016-03-24"),
        ("2016-02-01", "2016-02-29", "2016-02"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("1990-01-01", "1999-12-31", "199X"),
        ("1900-01-01", "1999-12-31", "19XX"),
        ("2016-04-01", "2016-06-30", "2016-04/2016-06"),
        ("2003-01-01", "2006-12-31", "2003/2006"),
        ("2016-03-21", "2016-03-27", "2016-03-21/2016-03-27"),
    ],
)
def test_shortest(first: str, last: str | None, edtf: str) -> None:
    assert edtf_of(date.fromisoformat(first), date.fromisoformat(last) if last else None) == edtf


@given(st.dates(), st.integers(0, 40000))
def test_every_stretch_comes_back(first: date, days: int) -> None:
    last = min(first, date.max - timedelta(days)) + timedelta(days)
    first = min(first, last)
    assert edtf_bounds(edtf_of(first, last)) == (first, last)


@given(st.text(alphabet="0123456789X-/~?.T", max_size=24))
def test_arbitrary_text_never_raises(edtf: str) -> None:
    bounds = edtf_bounds(edtf)
    assert bounds is None or bounds[0] <= bounds[1]
