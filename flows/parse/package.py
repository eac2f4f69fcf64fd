"""Documents that are ZIP packages of XML parts: e-books and Word files."""

from __future__ import annotations

from typing import Any, BinaryIO
from zipfile import ZipFile

from lxml import etree

from flows.errors import RejectError
from flows.parse.room import WHOLE_LIMIT
from flows.parse.zip import ERRORS, LOCKED, opened
from schemas.codes.runs import Reason

PACKAGE_LIMIT = 1 << 30  # bytes that all parts together may expand to; zipfile reads no more of a part than it declares


def opened_package(file: BinaryIO) -> ZipFile:
    """The package; RejectError when its directory is damaged, or it would expand beyond the limit."""
    package = opened(file)
    size = sum(info.file_size for info in package.infolist())
    if size > PACKAGE_LIMIT:
        raise RejectError(Reason.TOO_LARGE, f"expands to {size} bytes; at most {PACKAGE_LIMIT} are read")
    return package


def read_part(package: ZipFile, name: str) -> bytes:
    """A part's bytes; RejectError when it is missing, locked, damaged, or larger than any document."""
    try:
        info = package.getinfo(name)
        if info.flag_bits & LOCKED:
            raise RejectError(Reason.ENCRYPTED, f"{name[:100]!r} is locked with a password")
        with package.open(info) as part:
            data = part.read(WHOLE_LIMIT + 1)
    except KeyError:
        raise RejectError(Reason.BAD_SYNTAX, f"no part {name[:100]!r} in the package") from None
    except ERRORS as error:
        raise RejectError(Reason.BAD_COMPRESSION, f"{name[:100]!r}: {error}") from error
    if len(data) > WHOLE_LIMIT:
        raise RejectError(Reason.TOO_LARGE, f"{name[:100]!r} expands to more than {WHOLE_LIMIT} bytes")
    return data


def read_xml(package: ZipFile, name: str) -> Any:
    """The root of an XML part. Entities that it declares itself are never expanded, and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(read_part(package, name), parser)
    except etree.XMLSyntaxError as error:
        raise RejectError(Reason.BAD_SYNTAX, f"{name[:100]!r}: {error.msg}") from error
