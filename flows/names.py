"""Names compared: what stays of a name when case, accents, titles, articles and spelling are set aside."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from flows.countries import country_of
from flows.lexicons import lines, table

APOSTROPHES = re.compile(r"['’‘`ʿʾʼ´]")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
INITIAL_DOT = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|,|$)")
NICKNAME = re.compile(r"(?<=\w )[\"“'‘][^\"”“]+[\"”'’](?= \w)")  # within a name
NOT_WORD = re.compile(r"[\W_]+")
#: Arabic articles, which take the sound of the letter that follows; writers leave them out at will.
ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "at", "ath", "ad", "adh", "an", "ar", "az"})
KUNYA = frozenset({"abu", "abou", "umm", "um", "haji", "hajji"})
SMALL_WORDS = frozenset(
    {"the", "of", "and", "for", "in", "on", "de", "la", "le", "du", "des", "del", "di", "da", "der", "und", "y", "et"}
)
SUFFIXES = frozenset(
    {"jr", "sr", "ii", "iii", "iv", "phd", "md", "qc", "kc", "mp", "mep", "obe", "cbe", "mbe", "dbe", "frs", "esq"}
)
SPELLINGS = (
    *(("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("tsch", "ch"), ("tch", "ch"), ("sch", "sh")),
    *(("dj", "j"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("x", "ks"), ("z", "s"), ("g", "k")),
)
DOUBLED = re.compile(r"([^aeiou])\1+")
SILENT_H = re.compile(r"(?<=[aeiouy])h(?![aeiouy])")
CONSONANT = re.compile(r"[^aeiouy]|^y")
VOWELS = {
    "o": "u",
    "ou": "u",
    "oo": "u",
    "uo": "u",
    "aa": "a",
    "ee": "i",
    "y": "i",
    "ie": "i",
    "ea": "ia",
} | dict.fromkeys(("ei", "ay", "ey", "ae", "aee"), "ai")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The name without case, accents, punctuation, leading article and possessive; its words parted by one blank."""
    folded = unicodedata.normalize("NFKD", POSSESSIVE.sub("", name.strip()))
    folded = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    folded = INITIAL_DOT.sub("", APOSTROPHES.sub("", folded)).replace("&", " and ")
    words = NOT_WORD.sub(" ", folded).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


@lru_cache(maxsize=65536)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name, titles and Arabic articles left out."""
    words = name_key(NICKNAME.sub(" ", name)).split()
    while len(words) > 1 and words[0] in honorifics():
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    return tuple(word for word in words if word not in ARTICLES) or tuple(words)


@lru_cache(maxsize=65536)
def canonical_key(name: str) -> str:
    """The key that all well-known names of one country or organization share; of any other name its own key."""
    if code := country_of(name):
        return f"country {code.lower()}"
    key = name_key(name)
    return families().get(key, key)


def one_given_name(left: str, right: str) -> bool:
    """Whether a given name is the same as another, short for it, an initial of it or another spelling."""
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    return one_spelling(left, right) or left in short_names().get(right, ()) or right in short_names().get(left, ())


def initials(name: str) -> tuple[str, str]:
    """The first letters of a name's words: of all words, and without the small ones."""
    words = name_key(name).split()
    return "".join(w[0] for w in words), "".join(w[0] for w in words if w not in SMALL_WORDS and w not in ARTICLES)


def one_spelling(left: str, right: str) -> bool:
    """Whether two words can be one foreign word spelled twice: Mohammed, Muhammad; Gaddafi, Qadhafi."""
    if left == right:
        return True
    if max(len(left), len(right)) < 5:
        return False
    (one, sung), (other, voiced) = _sounds(left), _sounds(right)
    return one == other and len(one) > 1 and all(map(_one_vowel, sung, voiced))


def sound_key(word: str) -> str:
    """The consonants of a word as they sound: the same for all its spellings."""
    return _sounds(word)[0]


def is_kunya(word: str) -> bool:
    """Whether a name word begins a kunya or another byname that many bear: Abu, Umm, Haji."""
    return word in KUNYA


@lru_cache(maxsize=65536)
def _sounds(word: str) -> tuple[str, tuple[str, ...]]:
    """A word's consonants as they sound, and the vowels before each of them and after the last."""
    for written, heard in SPELLINGS:
        word = word.replace(written, heard)
    word = SILENT_H.sub("", DOUBLED.sub(r"\1", word))
    vowels = CONSONANT.split(word)
    return "".join(CONSONANT.findall(word)), tuple(VOWELS.get(vowel, vowel) for vowel in vowels)


def _one_vowel(left: str, right: str) -> bool:
    """E stands for any short vowel or none: Khaled, Khalid; Nasr, Nasser."""
    return left == right or (left == "e" and len(right) == 1) or (right == "e" and len(left) == 1)


@cache
def honorifics() -> frozenset[str]:
    """Titles and forms of address that stand before a person's name, as keys."""
    return frozenset(name_key(word) for word in lines("honorifics"))


@cache
def short_names() -> dict[str, frozenset[str]]:
    """The short forms of given names, as keys."""
    return {name_key(full): frozenset(map(name_key, short)) for full, short in table("short_given_names").items()}


@cache
def families() -> dict[str, str]:
    """From the key of each name in the list of well-known names to the key of the first name on its line."""
    known = table("known_names")
    pairs = ((name, first) for first, names in known.items() for name in (first, *names))
    return {name_key(name): name_key(first) for name, first in pairs}
