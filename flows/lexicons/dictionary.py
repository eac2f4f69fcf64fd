"""Words that English writes small, from a dictionary, beside those counted in news.

    python -m flows.lexicons.dictionary lemma_lu.csv.gz > flows/lexicons/dictionary_words.txt

The input is the table of forms that comes with LemmInflect: `form,part of speech,lemma`, names with a capital.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from flows.lexicons import lines
from flows.truecase import common_words, inflects, is_common

HEADER = """\
# Words that English writes small, beyond those of common_words.txt; forms in -s, -ed, -ing and the like are understood.
# Made by flows/lexicons/dictionary.py from LemmInflect's table of forms (Copyright 2019 Brad Jascob, MIT), which comes
# from the SPECIALIST Lexicon of the US National Library of Medicine. Words that are a name as well are left out.
"""
SHORTEST = 4  # letters: shorter ones are as often syllables of foreign names
#: Names of people and bodies that the dictionary knows as words only.
NAMES = ("names_that_are_words", "given_names", "short_given_names")
#: Common words that the table lacks.
LACKING = ("war", "materiel", "machinegun", "submachinegun", "gunship", "congressman", "congressmen", "antidrug")


def dictionary_words(rows: Iterable[str]) -> Iterator[str]:
    """The words of the table that are written small only and that no shorter one gives by its ending."""
    forms = {row.split(",", 1)[0] for row in rows}
    names = {form.lower() for form in forms if not form.islower()}
    names.update(word.lower() for source in NAMES for word in lines(source))
    known = set(common_words())
    plain = {form for form in forms if form.isascii() and form.isalpha() and form.islower() and len(form) >= SHORTEST}
    for word in sorted(plain - names | set(LACKING), key=lambda word: (len(word), word)):
        if not is_common(word) and not inflects(word, known):
            known.add(word)
            yield word


if __name__ == "__main__":
    with gzip.open(Path(sys.argv[1]), "rt", encoding="utf-8") as table:
        sys.stdout.write(HEADER + "\n".join(sorted(dictionary_words(table))) + "\n")
