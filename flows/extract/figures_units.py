"""Units and currencies that may stand beside a number."""

from __future__ import annotations

import re

from flows.lexicons import table

#: What a currency is written as → its ISO 4217 code; a bare "$" is taken for the US dollar, "pounds" for sterling.
CURRENCIES = {said: code for code, words in table("currencies").items() for said in words}
#: What a unit is written as → unit and measure.
UNITS = {
    said: (unit, measure) for key, words in table("units").items() for unit, measure in [key.split()] for said in words
}


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))


_SIGNS = [word for word in CURRENCIES if not word[-1].isalpha()]
_CODES = sorted(set(CURRENCIES.values()))
_NAMES = [word for word in CURRENCIES if word[-1].isalpha() and word.islower() or " " in word]
CURRENCY_BEFORE = re.compile(rf"(?<![\w$])(?:{_any(_SIGNS)}|(?:{_any(_CODES)})\$?|Rs\.?) ?$")
CURRENCY_AFTER = re.compile(
    rf"(?: of (?=dollars|euros|pounds sterling|rupees|yuan|yen|rubles|roubles|US dollars)|[ -])?(?:(?:\((?P<code>{_any(_CODES)})\))|(?P<sign>[€£])|(?P<iso>{_any(_CODES)})\b|(?P<name>(?i:{_any(_NAMES)}))\b)"
    r"(?: dollars?\b)?"
)
UNIT_AFTER = re.compile(
    rf"(?:(?P<sign>[ ]?%|°C|°F|°)|[ -]?(?P<word>{_any([u for u in UNITS if u[0].isalpha()])}))(?![\w])"
)


def currency_code(said: str) -> str | None:
    """The ISO 4217 code of a sign, code or name of a currency, or None where it stays open."""
    said = said.strip(" -()")
    if said in _CODES:
        return said
    return CURRENCIES.get(said) or CURRENCIES.get(said.lower()) or CURRENCIES.get(said.rstrip("$"))


def unit_of(match: re.Match[str]) -> tuple[str, str]:
    """Unit and measure of a match of `UNIT_AFTER`."""
    return UNITS[match[0].strip(" -")]
