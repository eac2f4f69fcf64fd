"""Text on its way to a terminal, which obeys control characters and is turned by directional ones."""

from __future__ import annotations

import json
import re
from typing import Any

#: What JSON lets stand and a terminal may obey, hide or turn by: delete, the C1 controls, and format characters.
UNSEEN = re.compile("[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


def printable(text: object) -> str:
    """The text in one line, with a blank for whatever is not printed as a letter or sign."""
    return "".join(character if character.isprintable() else " " for character in str(text))


def as_json(value: Any) -> str:
    """Indented JSON of the same value, with escapes for what a terminal may obey."""
    return UNSEEN.sub(_escaped, json.dumps(value, indent=2, ensure_ascii=False, default=str))


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
