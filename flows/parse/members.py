"""What an archive gives: its members one by one, each a stream with a name of its own."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple


class Member(NamedTuple):
    """One thing in an archive, to be read before the next is asked for."""

    mark: str  # what is put behind the archive's source to name it
    name: str  # what it is called, for its format
    file: BinaryIO
    url: str | None = None
    charset: str | None = None


def shown(name: str) -> str:
    """A member's name as text for a source: control characters and half surrogates as backslash escapes."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
