"""What an archive gives: its members one by one, each a stream with a name of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flows.document import Refusal
from flows.errors import RejectError
from schemas.codes.runs import Reason, Stage

#: Names, without their suffix, of files that describe an archive, and of what systems leave in one.
BYSTANDERS = frozenset({"readme", "license", "licence", "copying", "changelog", "contributing", "thumbs", "__macosx"})
LONGEST = 300  # characters of a member's name that are shown

Read = Callable[[int], bytes]


class Member(NamedTuple):
    """One thing in an archive, to be read before the next is asked for."""

    mark: str  # what is put behind the archive's source to name it
    name: str  # what it is called, for its format
    read: Read
    url: str | None = None
    charset: str | None = None


class Names:
    """Marks of members, each given once."""

    def __init__(self) -> None:
        """Begin an archive."""
        self._seen: dict[str, int] = {}

    def mark(self, name: str) -> str:
        """`!/` and the name as text, control characters escaped; a number behind it where it was given before."""
        text = name.encode("utf-8", "backslashreplace").decode("utf-8")[:LONGEST]
        text = "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
        self._seen[text] = self._seen.get(text, 0) + 1
        return f"!/{text}" + (f"#{self._seen[text]}" if self._seen[text] > 1 else "")


def is_bystander(name: str) -> bool:
    """Whether a member is left out by rule: hidden, in a hidden folder, or a description of the archive."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(part[0] == "." or part == "__MACOSX" for part in parts) or (
        bool(parts) and parts[-1].split(".")[0].casefold() in BYSTANDERS
    )


def refused(source: str, reason: Reason, detail: str) -> Refusal:
    """The refusal of a member."""
    return Refusal(source, Stage.PARSE, reason, detail)


def guarded(read: Read, errors: tuple[type[Exception], ...], reason: Reason = Reason.BAD_COMPRESSION) -> Read:
    """The same, with errors of the archive's library as a RejectError."""

    def guarded_read(count: int) -> bytes:
        try:
            return read(count)
        except errors as error:
            raise RejectError(reason, f"{type(error).__name__}: {error}") from error

    return guarded_read
