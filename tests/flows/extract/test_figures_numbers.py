"""Numbers in text without the language model."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.counting.numbers import read_numbers

# text, what is read of it: (words, value, low, high, bound)
NUMBERS = {
    "digits": ("He had 20,000 men", [("20,000", 20000, 20000, 20000, "exact")]),
    "decimals": ("a 1.5 million loan", [("1.5 million", 1.5e6, 1.5e6, 1.5e6, "exact")]),
    "words": (
        "one hundred and fifty-two soldiers",
        [("one hundred and fifty-two", 152, 152, 152, "exact")],
    ),
    "two numbers in a row": (
        "killing five and nine",
        [("five", 5, 5, 5, "exact"), ("nine", 9, 9, 9, "exact")],
    ),
    "dozens": ("two dozen goats", [("two dozen", 24, 24, 24, "exact")]),
    "and a half": ("two and a half tonnes", [("two and a half", 2.5, 2.5, 2.5, "exact")]),
    "vague plural": ("dozens of them", [("dozens", None, 24, None, "at_least")]),
    "vague of vague": ("tens of thousands marched", [("tens of thousands", None, 20000, None, "at_least")]),
    "vague if not more": ("dozens if not hundreds fled", [("dozens if not hundreds", None, 24, None, "at_least")]),
    "a few hundred": ("a few hundred men", [("a few hundred", None, 200, None, "at_least")]),
    "fraction": ("two-thirds of voters", [("two-thirds", 2 / 3, 2 / 3, 2 / 3, "exact")]),
    "fraction above": ("more than a third of it", [("more than a third", 1 / 3, 1 / 3, None, "more_than")]),
    "half": ("about half of it", [("about half", 0.5, None, None, "about")]),
    "half a million": ("half a million people", [("half a million", 5e5, 5e5, 5e5, "exact")]),
    "ratio": ("one in five pupils", [("one in five", 0.2, 0.2, 0.2, "exact")]),
    "at least": ("at least 31 people", [("at least 31", 31, 31, None, "at_least")]),
    "around": ("around 270 were hurt", [("around 270", 270, None, None, "about")]),
    "nearly": ("nearly 400 seats", [("nearly 400", 400, None, 400, "about")]),
    "up to": ("up to 300 tents", [("up to 300", 300, None, 300, "at_most")]),
    "or more": ("30 or more", [("30 or more", 30, 30, None, "at_least")]),
    "between": ("between 5 and 7 shots", [("between 5 and 7", None, 5, 7, "between")]),
    "hyphen range": ("15-20% of it", [("15-20%", None, 15, 20, "between")]),
    "to range": ("20 to 25 percent of it", [("20 to 25 percent", None, 20, 25, "between")]),
    "range with one scale": ("five to six million cars", [("five to six million", None, 5e6, 6e6, "between")]),
    "or of neighbours": ("five or six men", [("five or six", None, 5, 6, "between")]),
    "from to is a change": (
        "from 10 to 15 cars",
        [("10", 10, 10, 10, "exact"), ("15", 15, 15, 15, "exact")],
    ),
    "score": ("lost 52-35 there", []),
    "ordinals, clock, version": ("the 5th at 10:30 with 1.2.3 on 9/11", []),
    "inside words": ("G20, Sharia4Belgium, A330-200 and 3G", []),
    "years": ("in the 1990s or 2014-16", []),
}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.values(), ids=NUMBERS.keys())
def test_number(text, expected):
    read = [(text[n.start : n.end], n.value, n.low, n.high, n.bound) for n in read_numbers(text)]
    assert read == [(words, *(pytest.approx(x) if x else x for x in rest)) for words, *rest in expected]


UNITS = {
    "dollar": ("US$40 billion", "USD", "money"),
    "bare dollar": ("$3", "USD", "money"),
    "euro": ("€3bn", "EUR", "money"),
    "sign with country": ("AU$ 52.5 million", "AUD", "money"),
    "name of currency": ("9.9 billion yuan", "CNY", "money"),
    "millions of dollars": ("millions of dollars", "USD", "money"),
    "currency twice": ("$249 USD", "USD", "money"),
    "percent": ("ninety-five percent", "percent", "share"),
    "per cent": ("80.1 per cent", "percent", "share"),
    "fraction": ("three quarters", "fraction", "share"),
    "attached": ("500km", "kilometre", "length"),
    "hyphen": ("3.5-inch", "inch", "length"),
    "symbol": ("2 GHz", "gigahertz", "other"),
}


@pytest.mark.parametrize(("text", "unit", "measure"), UNITS.values(), ids=UNITS.keys())
def test_unit(text, unit, measure):
    (number,) = read_numbers(text)
    assert (text[number.start : number.end], number.unit, number.measure) == (text, unit, measure)


def test_unit_that_is_a_word_stays_out_of_the_bounds():
    (number,) = read_numbers("some 20 kilometres away")
    assert (number.start, number.end, number.unit, number.measure) == (0, 7, "kilometre", "length")


@given(st.text(alphabet="0123456789.,-–/ $€%#" + "adefhilmnorstuvwyz", max_size=80))
def test_numbers_lie_in_the_text_in_order(text):
    last = 0
    for number in read_numbers(text):
        assert last <= number.start <= number.bare_start < number.bare_end <= number.end <= len(text)
        last = number.bare_end
        assert number.low is None or number.high is None or number.low <= number.high


def test_long_rows_of_digits_take_no_time():
    assert read_numbers("1" * 200_000 + " " + "1," * 100_000 + " one" * 20_000) is not None
