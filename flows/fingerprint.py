"""What tells a copy of a text from another text: its words, their shingles, and a MinHash of those in LSH bands.

Stored hashes must mean the same in every run and on every machine, so nothing here depends on a library's random
numbers: words are hashed by BLAKE2b, and the permutations are multiply-shift hashes with constants made the same way.

Broder, "On the resemblance and containment of documents" (1997); Dietzfelbinger et al., "A reliable randomized
algorithm for the closest-pair problem" (1997) for multiply-shift.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

#: Words in a row that make a shingle: short enough to outlive a changed number in each line, long enough that two texts
#: on one event share few.
SHINGLE = 3
#: Bands of two permutations each. Of the whole text: two that share three tenths of their shingles meet at 98.9 %.
#: Of its opening words, which copies keep however much of the tail they cut: two that share a third meet at 94 %.
ROWS, WHOLE_BANDS, OPENING_BANDS, OPENING = 2, 48, 24, 50
PERMUTATIONS = ROWS * (WHOLE_BANDS + OPENING_BANDS)
_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`")


def words_of(text: str) -> list[str]:
    """The words of a text without case, punctuation or the form of its quotation marks."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES))


def shingles(words: list[str]) -> Hashes:
    """A hash of each run of `SHINGLE` words, in order; of a shorter text none."""
    if len(words) < SHINGLE:
        return np.empty(0, np.uint64)
    hashed = np.fromiter((_hash(word) for word in words), np.uint64, len(words))
    count = len(words) - SHINGLE + 1
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        mixed = (mixed ^ hashed[place : place + count]) * _FACTORS[place]
        mixed ^= mixed >> np.uint64(29)
    return mixed


def shared_part(one: str, other: str) -> float:
    """Share of the shorter text's shingles that the other text has too."""
    few, many = sorted((np.unique(shingles(words_of(text))) for text in (one, other)), key=len)
    return len(np.intersect1d(few, many, assume_unique=True)) / len(few) if len(few) else 0.0


def bands(found: Hashes) -> list[int]:
    """Keys of a text's LSH bands; two texts share one about as surely as they, or their openings, are alike."""
    if not len(found):
        return []
    return [*_band_keys(found, 0, WHOLE_BANDS), *_band_keys(found[:OPENING], WHOLE_BANDS, WHOLE_BANDS + OPENING_BANDS)]


def _band_keys(found: Hashes, first: int, last: int) -> list[int]:
    """One key for each band from `first` on: its number and the least value of each of its permutations."""
    at = slice(first * ROWS, last * ROWS)
    heads = (found >> np.uint64(32))[None, :]
    minima = ((_FACTORS[at, None] * heads + _TERMS[at, None]) >> np.uint64(32)).min(axis=1).reshape(-1, ROWS)
    keys = np.arange(first, last, dtype=np.uint64) * _FACTORS[0]
    for row in range(ROWS):
        keys = (keys ^ minima[:, row]) * _FACTORS[row + 1]
        keys ^= keys >> np.uint64(31)
    return [int(key) for key in keys.view(np.int64)]


def text_hash(words: list[str]) -> str:
    """A hash of the words in their order: equal for texts that differ in case, punctuation and spacing alone."""
    return hashlib.blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


_FACTORS = np.array([_hash(f"factor {number}") | 1 for number in range(PERMUTATIONS)], np.uint64)
_TERMS = np.array([_hash(f"term {number}") for number in range(PERMUTATIONS)], np.uint64)
