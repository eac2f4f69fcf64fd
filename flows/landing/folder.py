"""Files and folders: every regular file below a root, kept as received.

Left out by rule, and said so (`Reason.IGNORED`): names that begin with a dot, and files that describe their folder
(`README`, `LICENSE` … with any suffix). A file named by the user is taken whatever it is called. Links, devices and
sockets below the root are never opened.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from flows.document import Raw, Refusal
from flows.errors import RejectError, UnavailableError
from flows.landing.keeping import keep_parts, place
from schemas.codes.runs import Reason, Stage

DEFAULT_LIMIT = 64 << 20  # bytes
ABOUT_THE_FOLDER = frozenset({"readme", "license", "licence", "copying", "changelog", "contributing"})
CHUNK = 1 << 20


def land(root: Path, keep: Path, limit: int = DEFAULT_LIMIT) -> Iterator[Raw | Refusal]:
    """Every file at or below `root` by name, its bytes kept in `keep`, and a refusal for each that is left out.

    `source` is the path below the root; for a root that is a file, its name.
    """
    if not root.is_dir():
        yield _take(root, source_name(root.name), keep, limit, follow=True)
        return
    yield from _walk(root, "", keep, limit)


def prefixes(roots: list[Path]) -> dict[Path, str]:
    """Each root once, with what stands before its sources: as much of its path as tells it from the others."""
    paths = {root.resolve() if root.is_dir() else root.parent.resolve() / root.name: root for root in roots}
    if len(paths) == 1:
        return dict.fromkeys(paths.values(), "")
    depths = range(1, max((len(path.parts) for path in paths), default=1) + 1)
    enough = next((depth for depth in depths if len({path.parts[-depth:] for path in paths}) == len(paths)), 1)
    return {root: _prefix(path, enough) for path, root in paths.items()}


def _prefix(path: Path, depth: int) -> str:
    parts = path.parts[-depth:] if path.is_dir() else path.parts[-depth:-1]
    return "".join(f"{source_name(part.strip('/'))}/" for part in parts)


def source_name(name: str) -> str:
    """A file name as text: bytes that are no UTF-8 as backslash escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _walk(folder: Path, below: str, keep: Path, limit: int) -> Iterator[Raw | Refusal]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _refusal(below or source_name(folder.name), Reason.UNREADABLE, f"folder: {error.strerror}")
        return
    for entry in entries:
        source = f"{below}/{source_name(entry.name)}" if below else source_name(entry.name)
        path = folder / entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name.startswith("."):
                yield _refusal(source, Reason.IGNORED, "hidden folder")
            elif path.resolve() != keep.resolve():
                yield from _walk(path, source, keep, limit)
        elif entry.name.startswith(".") or entry.name.split(".")[0].casefold() in ABOUT_THE_FOLDER:
            yield _refusal(source, Reason.IGNORED, "hidden file" if entry.name[0] == "." else "describes its folder")
        else:
            yield _take(path, source, keep, limit)


def _take(path: Path, source: str, keep: Path, limit: int, *, follow: bool = False) -> Raw | Refusal:
    try:
        with _open(path, follow=follow) as file:
            content_hash, size = _digest(file, limit)
            kept = place(keep, content_hash)
            if not kept.exists():
                file.seek(0)
                _keep(file, content_hash, keep)
    except RejectError as error:
        return _refusal(source, error.reason, error.detail)
    except OSError as error:
        return _refusal(source, Reason.UNREADABLE, f"{type(error).__name__}: {error.strerror}")
    return Raw(source, kept, content_hash, size)


def _open(path: Path, *, follow: bool) -> BinaryIO:
    """The file opened for reading; never waits at a pipe, never follows a link unless told to."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.ENODEV):
            raise RejectError(Reason.NOT_A_FILE, "a link, device or socket; expected a regular file") from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise RejectError(Reason.NOT_A_FILE, "a pipe, device or socket; expected a regular file")
    return os.fdopen(descriptor, "rb")


def _digest(file: BinaryIO, limit: int) -> tuple[str, int]:
    """SHA-256 and size; RejectError when there is nothing, or more than `limit` bytes."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise RejectError(Reason.TOO_LARGE, f"more than {limit} bytes")
        digest.update(chunk)
    if not size:
        raise RejectError(Reason.EMPTY, "no bytes")
    return digest.hexdigest(), size


def _keep(file: BinaryIO, content_hash: str, keep: Path) -> None:
    try:
        keep_parts(_unchanged(file, content_hash), keep)
    except OSError as error:
        raise UnavailableError(f"can't keep a file in {keep}: {error.strerror}") from error


def _unchanged(file: BinaryIO, content_hash: str) -> Iterator[bytes]:
    """The bytes of a file once more; RejectError when they are not those of the hash."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != content_hash:
        raise RejectError(Reason.UNREADABLE, "the file changed while it was read")


def _refusal(source: str, reason: Reason, detail: str) -> Refusal:
    return Refusal(source, Stage.LAND, reason, detail)
