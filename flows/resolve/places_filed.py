"""Where an article was filed from: the town of its dateline."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.layers import Mention

#: What ends a dateline, so many code points behind the town at most: "LIMA, 3 March (Agency) --", "LIMA (Agency) -".
DASH = re.compile(r"\s[-–—]+\s")
DATELINE = 60


def filed_from(text: str, mentions: Iterable[Mention]) -> Mention | None:
    """The place by name that the text opens with, where a dash soon follows."""
    first = next((m for m in mentions if m.entity_type == "place" and m.kind == "name"), None)
    if first is None or text[: first.start].strip() or DASH.search(text[first.end : first.end + DATELINE]) is None:
        return None
    return first
