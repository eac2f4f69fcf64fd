"""The words that naming goes by, from the lexicons."""

from __future__ import annotations

from functools import cache

from flows.countries import country_of, country_of_demonym
from flows.lexicons import lines, table


@cache
def small_words(name: str) -> frozenset[str]:
    """One of the small word classes of `naming_words`."""
    return frozenset(table("naming_words")[name])


#: Small words inside foreign names: al-Assad, bin Laden, de Gaulle.
PARTICLES = small_words("particles")
#: Particles that may also open a name: al-Assad, von Braun.
OPENING = small_words("opening particles")
#: Particles that are English words, or sounds, unless a hyphen ties them to a name.
HYPHENATED = small_words("hyphenated particles")
#: Small words inside the names of bodies, places and events.
CONNECTORS = small_words("connectors")
HYPHENS = frozenset("-‐‑–")


@cache
def lowered(name: str) -> frozenset[str]:
    """The terms of a word list in lower case."""
    return frozenset(line.lower() for line in lines(name))


@cache
def heads(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The head words of a list in lower case: all, and those that may stand before "of"."""
    said = lines(f"{name}_heads")
    return (
        frozenset(line.removesuffix(" *").lower() for line in said),
        frozenset(line.removesuffix(" *").lower() for line in said if line.endswith(" *")),
    )


@cache
def before_of() -> frozenset[str]:
    """Head words that carry their "of" into the name: Bank of, Battle of, Republic of."""
    return frozenset().union(*(heads(name)[1] for name in ("organization", "place", "event", "law")))


@cache
def openers() -> dict[str, str]:
    """What the first word of a name tells that it names."""
    return {word: kind for kind, words in table("name_openers").items() for word in words}


@cache
def listed() -> dict[str, str]:
    """The names that the lists know, with what they name."""
    sources = {
        "vehicles": "vehicle",
        "weapons": "weapon",
        "regions": "place",
        "organizations": "organization",
        "armed_groups": "organization",
        "event_names": "event_name",
    }
    return {name: kind for source, kind in sources.items() for name in lines(source)}


@cache
def is_people(word: str) -> bool:
    """Whether a word is called for a people, faith or political group, or what is theirs."""
    if word in _peoples() or (word.endswith("s") and word[:-1] in _peoples()):
        return True
    return country_of_demonym(word) is not None and country_of(word) is None


@cache
def _peoples() -> frozenset[str]:
    return frozenset(lines("peoples"))


@cache
def title_phrases() -> frozenset[tuple[str, ...]]:
    """Titles of persons, as lower-case words."""
    return frozenset(tuple(line.lower().split()) for line in lines("titles"))


@cache
def lines_of(name: str) -> frozenset[str]:
    """The terms of a word list as written."""
    return frozenset(lines(name))
