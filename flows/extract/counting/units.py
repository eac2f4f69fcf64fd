"""Units and currencies that may stand beside a number."""

from __future__ import annotations

import re

from flows.lexicons import table

#: What a currency is written as → its ISO 4217 code; a bare "$" is taken for the US dollar.
CURRENCIES = {said: code for code, words in table("currencies").items() for said in words}
#: What a unit is written as → its name and measure.
UNITS = {said: key for key, words in table("units").items() for said in words}


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))


_SIGNS = [word for word in CURRENCIES if not word[-1].isalpha()]
_CODES = sorted(set(CURRENCIES.values()))
_NAMES = [word for word in CURRENCIES if " " in word or (word[-1].isalpha() and word.islower())]
_PLURALS = [word for word in _NAMES if word.endswith("s") or word in ("yuan", "yen")]
_SPELT = [word for word in UNITS if word[0].isalpha()]
CURRENCY_BEFORE = re.compile(rf"(?<![\w$])(?:{_any(_SIGNS)}|(?:{_any(_CODES)})\$?|Rs\.?) ?$")
CURRENCY_AFTER = re.compile(
    rf"(?: of (?=(?:{_any(_PLURALS)})\b)|[ -])?"
    rf"(?:\((?:{_any(_CODES)})\)|[€£]|(?:{_any(_CODES)})\b|(?i:{_any(_NAMES)})\b)(?: dollars?\b)?"
)
UNIT_AFTER = re.compile(rf"(?: ?%|°C|°F|°|[ -]?(?:{_any(_SPELT)}))(?!\w)")


def currency_code(said: str) -> str | None:
    """The ISO 4217 code of a sign, code or name of a currency, or None where it stays open."""
    said = said.strip(" -()").removeprefix("of ").removesuffix(" dollars").removesuffix(" dollar")
    if said.rstrip("$") in _CODES:
        return said.rstrip("$")
    return CURRENCIES.get(said) or CURRENCIES.get(said.lower()) or CURRENCIES.get(f"{said} dollar")


def unit_of(match: re.Match[str]) -> tuple[str, str]:
    """Unit and measure of a match of `UNIT_AFTER`."""
    unit, measure = UNITS[match[0].strip(" -")].split()
    return unit, measure
