"""In which language a text is written."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pycountry

from flows.lexicons import table

WORD = re.compile(r"[^\W\d_]+")
CODE = re.compile(r"([a-z]{2})(?:[-_].*)?")
SAMPLE = 20_000  # characters from the text's beginning that are looked at
FEWEST = 20  # words; fewer tell nothing
LEAST_SHARE = 0.15  # of the words that are small words of the language
LEAD = 1.3  # times as many as of the next language
#: Scripts that one language of the news is written in.
SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "hi": re.compile("[\u0900-\u097f]"),
}
SCRIPT_SHARE = 0.2  # of the characters; Japanese is known by far fewer kana than this among its Chinese characters
KANA_SHARE = 0.05


def language_code(said: str | None) -> str | None:
    """The ISO 639-1 code of a language as a source names it ("en-GB", "eng", "English"); None when it is none."""
    value = (said or "").strip().casefold()
    if match := CODE.fullmatch(value):
        return match[1]
    try:
        return getattr(pycountry.languages.lookup(value), "alpha_2", None) if value else None
    except LookupError:
        return None


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language that a text's script or small words show; None when they leave it open."""
    sample = text[:SAMPLE]
    for code, letter in SCRIPTS.items():
        if len(letter.findall(sample)) > (KANA_SHARE if code == "ja" else SCRIPT_SHARE) * len(sample):
            return code
    words = [word.casefold() for word in WORD.findall(sample)]
    if len(words) < FEWEST:
        return None
    hits: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for code in _languages().get(word, ()):
            hits[code] += count
    first, second = [*hits.most_common(2), ("", 0), ("", 0)][:2]
    if first[1] < LEAST_SHARE * len(words) or first[1] < LEAD * second[1]:
        return None
    return first[0]


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The languages that each small word belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for code, words in table("function_words").items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found
