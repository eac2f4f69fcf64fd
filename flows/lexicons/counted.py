"""Words that English writes small more often than not, counted from news with an open licence.

python -m flows.lexicons.counted wikinews.jsonl > flows/lexicons/common_words.txt
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from flows.truecase import SENTENCE_START, WORD

HEADER = """\
# Words that English writes small, seen so more often than not: no part of a name by themselves.
# Counted by flows/lexicons/counted.py from English Wikinews of 2019 and 2020 (Wikinews contributors, CC BY 2.5).
"""


def count_common(texts: Iterable[str]) -> list[str]:
    """The words written small more often than not within sentences, in alphabetical order."""
    seen: Counter[str] = Counter()
    written_small: Counter[str] = Counter()
    for text in texts:
        starts = {match.end() for match in SENTENCE_START.finditer(text)}
        for match in WORD.finditer(text):
            if match.start() not in starts:
                seen[match[0].lower()] += 1
                written_small[match[0]] += match[0].islower()
    return sorted(word for word, times in written_small.items() if times and times >= 0.6 * seen[word])


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as articles:
        found = count_common(json.loads(article)["text"] for article in articles)
    sys.stdout.write(HEADER + "\n".join(found) + "\n")
