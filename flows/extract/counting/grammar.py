"""How numbers are written in digits and in words, and the words beside them that limit them."""

from __future__ import annotations

import re

from flows.lexicons import table

_WORDS: dict[str, dict[str, float]] = {}  # kind → word → value, as lexicons/number_words.txt has them
for _key, _said in table("number_words").items():
    _kind, _value = _key.split()
    _WORDS.setdefault(_kind, {}).update(dict.fromkeys(_said, float(_value)))
_ONES, _TENS = list(_WORDS["one"]), list(_WORDS["ten"])
#: What a number word is worth: "one" to "nineteen", "twenty" to "ninety".
SMALL = {word: n for n, word in enumerate(_ONES, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"zero": 0}
SCALES, VAGUE, FEW, PARTS = (_WORDS[kind] for kind in ("scale", "vague", "few", "part"))


def _any(words: list[str]) -> str:
    return "|".join(word.replace(" ", r"\ ") for word in sorted(words, key=lambda word: (-len(word), word)))


_NAMED = [word for word in SCALES if len(word) > 3]
_ATTACHED = [word for word in SCALES if len(word) <= 3]
_BIG = _any([word for word in _NAMED if word not in ("lakh", "crore")])
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = rf"(?:(?:[ -][ ]?(?:{_any(_NAMED)}|mln|bln|mn|bn|tn|trn)|(?:{_any(_ATTACHED)}))(?!\w))"
_SMALL = rf"(?:(?:{_any(_TENS)})(?:[ -](?:{_any(_ONES[:9])})\b)?|{_any(_ONES)}|zero)"
_ON = r"(?:(?<=hundred)|(?<=thousand)|(?<=million)|(?<=billion))(?:[ ]|[ ]and[ ])"
_PLURALS = _any([word for word in VAGUE if word != "tens"])
_MEASURED = "mile|kilomet|met|inch|acre|ton|pound|lit|percent"

NUMBER = re.compile(
    rf"""(?<![\w.,/:-])(?:
      (?P<low>{_DIGITS})(?P<lowscale>{_SCALE})?[ ]?[-–][ ]?(?P<high>{_DIGITS})(?P<highscale>{_SCALE})?
        (?!\w)(?![-/:.]\d)
    | (?P<digits>{_DIGITS})(?P<scale>{_SCALE})?(?P<more>\ and\ a\ half\b)?(?![-–/:.,]?\d)(?!(?:st|nd|rd|th|s)\b)
    | \b(?P<vague>(?:tens\ of\ |hundreds\ of\ )?(?:{_PLURALS})|tens)
        (?:,?\ if\ not\ (?:{_PLURALS}|more))?(?=\ of\b|[^\w-]|\Z)
    | \b(?P<half>half)\b(?!-)(?:\ an?(?=\ (?:{_MEASURED}))|\ a\ (?P<halfscale>{_BIG})\b)?
    | \b(?P<over>an?|{_any(_ONES[:9])})[ -](?P<part>{_any(list(PARTS))})\b
    | \b(?P<few>{_any(list(FEW))})(?:(?:\ of)?\ (?P<fewscale>{_BIG}))?\b
    | \b(?P<ratio>one\ (?:in|out\ of)\ (?:every\ )?(?P<among>{_any(_ONES[1:10])}|twenty|\d{{1,4}}))(?!\w)
    | \b(?P<words>(?:a\ (?:{_BIG}|score(?=\ of\ ))|{_SMALL})(?:[ -](?:{_BIG})\b|{_ON}{_SMALL})*)
        (?P<wordsmore>\ and\ a\ half\b)?(?![\w'’])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
KINDS = ("low", "digits", "vague", "half", "part", "few", "ratio", "words")

_LIMITS = {
    "at_least": r"at least|no (?:fewer|less) than|not less than|a minimum of|minimum",
    "at_most": r"at most|up to|as many as|as much as|no more than|not more than|a maximum of|maximum"
    r"|(?:some|part|much) of (?:the|its|their)(?= +[$€£A-Z])",
    "more_than": r"more than|over|above|in excess of|upwards of|exceeding|north of",
    "less_than": r"less than|fewer than|under|below",
    "nearly": r"nearly|almost|close to|just short of|not quite|virtually|approaching",
    "about": r"about|(?:somewhere )?around|approximately|approx\.?|roughly|some|(?:an )?estimated|circa|ca\.",
    "exact": r"exactly|precisely|only|just|all(?: of)?(?: the)?",
}
#: Words before a number that limit it; the group that matches is the bound, "nearly" being about and no more.
BEFORE = re.compile(
    "(?<![\\w-])(?:" + "|".join(f"(?P<{bound}>{words})" for bound, words in _LIMITS.items()) + ") +$", re.IGNORECASE
)
AFTER = re.compile(
    r" ?(?P<plus>\+)(?!\w)"
    r"| (?:(?P<at_least>or more|or above|and counting)|(?P<at_most>or (?:fewer|less)|at most)|(?P<about>or so))\b",
    re.IGNORECASE,
)
#: Of these, phrases that stay out of the figure's bounds: they tell how near the number is more than how large.
APART = re.compile(r"close to|just short of|not quite|in excess of", re.IGNORECASE)
#: Before a limit they say that the number is near, and the limit stays out of the bounds too: "just over 50".
JUST = re.compile(r"\b(?:just|slightly|a little) $", re.IGNORECASE)
BETWEEN = re.compile(r"(?<![\w-])(?:(?P<between>between)|from) +$", re.IGNORECASE)
JOINT = re.compile(r" *(?:to|[-–—]|(?P<and>and)|(?P<or>or)) *", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
