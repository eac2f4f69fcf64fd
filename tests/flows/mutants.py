# ruff: noqa: E501
"""Damaged input: samples of every format, and what transport, bad writers and enemies make of them."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import NamedTuple

import docx
import pyarrow as pa
import pyarrow.parquet as pq
from fpdf import FPDF

from tests.flows.parse.test_feed import item as feed_item
from tests.flows.parse.test_feed import rss
from tests.flows.parse.test_mail import message
from tests.flows.parse.test_wordpress import comment, export, item

#: Places that are nowhere: each stands in one item of a sample alone, over and over.
PLACES = ("Alvadore", "Brenmoor", "Castrelle", "Dunhollow", "Eskerford")
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "cp1252", "koi8-r", "shift_jis", "utf-7", "cp037", "gb18030")
ODD = (
    *(b"\0", b"\xed\xa0\x80", b"\\ud800", b"\\u0000", "\u202e".encode(), "\u200b".encode(), b"\xff\xfe", b"\xef\xbb\xbf"),
    *(b"\x1b[31m", b"\r", b"\n", b"\n\n", b'"', b"'", b"<", b">", b"&", b"&#0;", b"<!--", b"<![CDATA[", b"]]>", b"%", b","),
    *(b"From x@y.example Thu Jan  1 00:00:00 2015\n", b"--", b"{", b"}", b"[", b"]", b"\\", b"=", b"</p>", b"<script>"),
)  # fmt: skip
OPENERS = (b"[", b'{"a":', b"<div>", b"<b>", b"<item>", b"> ", b"(", b"<<", b"&a;", b"- ", b"*", b'"')
NUMBERS = (b"0", b"-1", b"1", b"65535", b"2147483648", b"4294967295", b"9" * 20)


class Mutant(NamedTuple):
    """A damaged input: what it is called, its bytes, and how it was made."""

    name: str
    data: bytes
    made: str
    told: frozenset[str]  # places whose stories still lie in it, whether or not a reader finds them


def story(place: str) -> str:
    """Three paragraphs that name a place over and over."""
    return (
        f"Four people were killed on Tuesday when a bomb went off in a market in {place}, police said.\n\n"
        f"The mayor of {place} told reporters that the road to {place} would be closed until Friday.\n\n"
        f"It was the second attack in {place} this year, and the army sent 300 soldiers to {place}."
    )


def markup(place: str) -> str:
    """The same as HTML."""
    return "".join(f"<p>{each}</p>" for each in story(place).split("\n\n"))


def page(place: str) -> str:
    """The same as a web page."""
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Blast in {place}</title></head><body><nav>Home</nav>"
        f"<article><h1>Blast in {place}</h1>{markup(place)}</article><footer>All rights reserved</footer></body></html>"
    )


def _rows() -> list[dict[str, str]]:
    return [{"id": str(n), "title": f"Blast in {place}", "text": story(place)} for n, place in enumerate(PLACES)]


def _csv() -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", "title", "text"])
    writer.writeheader()
    writer.writerows(_rows())
    return out.getvalue().encode()


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(_rows()), out, row_group_size=2, write_page_checksum=True)
    return out.getvalue()


def _atom() -> bytes:
    entries = "".join(
        f"<entry><id>{place}</id><title>Blast in {place}</title><link href='https://a.example/{place}'/>"
        f"<updated>2021-03-03T10:00:00Z</updated><content type='html'><![CDATA[{markup(place)}]]></content></entry>"
        for place in PLACES
    )
    return f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>A</title>{entries}</feed>".encode()


def _json_feed() -> bytes:
    items = [{"id": place, "title": f"Blast in {place}", "content_html": markup(place)} for place in PLACES]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": items}).encode()


def _mail(place: str) -> bytes:
    one = message(story(place), page(place), Subject=f"Blast in {place}", Message_ID=f"<{place}@a.example>")
    one.set_boundary(f"part-of-{place}")
    return one.as_bytes()


def _mbox() -> bytes:
    return b"".join(b"From a@a.example Wed Mar  3 10:00:00 2021\n" + _mail(place) + b"\n" for place in PLACES)


def _warc() -> bytes:
    records = []
    for place in PLACES:
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(place).encode()
        about = f"WARC-Target-URI: https://a.example/{place}\r\nWARC-Date: 2021-03-03T10:00:00Z\r\nContent-Type: application/http"
        for kind, block in (("request", b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"), ("response", answer)):
            head = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{about}; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
            records.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(records)


def _pdf() -> bytes:
    paper = FPDF()
    paper.set_creation_date(datetime(2021, 3, 3, tzinfo=UTC))
    for place in PLACES[:2]:
        paper.add_page()
        paper.set_font("helvetica", size=11)
        paper.multi_cell(0, 6, story(place))
    return bytes(paper.output())


def _docx() -> bytes:
    paper, out = docx.Document(), io.BytesIO()
    for each in story(PLACES[0]).split("\n\n"):
        paper.add_paragraph(each)
    paper.save(out)
    return out.getvalue()


def _epub() -> bytes:
    names = [f"{place}.xhtml" for place in PLACES]
    items = "".join(f'<item id="{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names)
    spine = "".join(f'<itemref idref="{n}"/>' for n in names)
    return zipped(
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", b'<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'),
        ("a.opf", f"<package><metadata/><manifest>{items}</manifest><spine>{spine}</spine></package>".encode()),
        *((f"{place}.xhtml", page(place).encode()) for place in PLACES),
        method=zipfile.ZIP_STORED,
    )


def _markdown() -> bytes:
    return f"---\ntitle: Blast in {PLACES[0]}\ndate: 2021-03-03\n---\n\n# Blast\n\n{story(PLACES[0])}\n".encode()


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Members in a ZIP archive, with no time of day."""
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as packed:
            for name, data in members:
                packed.writestr(zipfile.ZipInfo(name), data, method)
        return file.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    """Members in a tar archive."""
    with io.BytesIO() as file:
        with tarfile.open(fileobj=file, mode="w") as packed:
            for name, data in members:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                packed.addfile(info, io.BytesIO(data))
        return file.getvalue()


def zstd(data: bytes) -> bytes:
    """The data compressed."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(data)
    return bytes(sink.getvalue().to_pybytes())


@cache
def samples() -> dict[str, bytes]:
    """An input of every format by its name."""
    posts = [item(markup(place), number, comment(f"I live in {place}.")) for number, place in enumerate(PLACES)]
    feed = [feed_item(place, f"<![CDATA[{markup(place)}]]>") for place in PLACES]
    return {
        "a.txt": story(PLACES[0]).encode(),
        "a.html": page(PLACES[0]).encode(),
        "a.jsonl": b"".join(json.dumps(row).encode() + b"\n" for row in _rows()),
        "a.json": json.dumps(_rows(), indent=1).encode(),
        "a.csv": _csv(),
        "a.parquet": _parquet(),
        "a.xml": export(*posts),
        "a.warc": _warc(),
        "a.rss": rss(*feed).encode(),
        "a.atom": _atom(),
        "feed.json": _json_feed(),
        "a.eml": _mail(PLACES[0]),
        "a.mbox": _mbox(),
        "a.pdf": _pdf(),
        "a.docx": _docx(),
        "a.epub": _epub(),
        "a.md": _markdown(),
    }


#: Formats of many pieces, whose bytes show the words.
PLAIN = frozenset({"a.jsonl", "a.json", "a.csv", "a.xml", "a.warc", "a.rss", "a.atom", "feed.json", "a.mbox"})
#: How many stories a sample tells, where not all.
ITEMS = {"a.txt": 1, "a.html": 1, "a.eml": 1, "a.pdf": 2, "a.docx": 1, "a.md": 1}
#: What has a checksum over all of it.
SEALED = frozenset({"gz", "bz2", "xz"})


def wrapped(how: str, name: str, data: bytes, random: Random) -> tuple[str, bytes]:
    """Data as they lie in an archive among others, or compressed; gives the new name too."""
    if how in ("zip", "tar"):
        others = [(f"{at}-{other}", samples()[other]) for at, other in enumerate(random.sample(sorted(samples()), 2))]
        members = [others[0], (name, data), others[1]]
        return f"all.{how}", zipped(*members) if how == "zip" else tarred(*members)
    return f"{name}.{how}", COMPRESSED[how](data)


COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstd,
}
WRAPS = (None, None, None, *COMPRESSED, "zip", "tar")


def _flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut_short(data: bytes, random: Random) -> bytes:
    return data[: random.choice((random.randrange(len(data)), len(data) - random.randint(1, min(40, len(data)))))]


def _piece(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data))
    return start, min(len(data), start + random.choice((1, 8, 64, 512, 4096)))


def _cut_out(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    return data[:start] + data[end:]


def _doubled(data: bytes, random: Random) -> bytes:
    start, end = _piece(data, random)
    at = random.choice((end, random.randrange(len(data))))
    return data[:at] + data[start:end] * random.choice((1, 1, 2, 30)) + data[at:]


def _spliced(data: bytes, random: Random) -> bytes:
    other = samples()[random.choice(sorted(samples()))]
    start, end = _piece(other, random)
    at = random.randrange(len(data))
    return data[:at] + other[start:end] + data[at + random.choice((0, end - start)) :]


def _oddities(data: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 5)):
        at = random.randrange(len(data))
        data = data[:at] + random.choice(ODD) * random.choice((1, 1, 1, 50)) + data[at:]
    return data


def _lengths(data: bytes, random: Random) -> bytes:
    """A number in digits, or one of 2, 4 or 8 bytes, changed."""
    digits = [at for at, one in enumerate(data) if 48 <= one <= 57]
    if digits and random.random() < 0.5:
        at = random.choice(digits)
        return data[:at] + random.choice(NUMBERS) + data[at + 1 :]
    at, size = random.randrange(len(data)), random.choice((2, 4, 8))
    value = random.choice((b"\0" * size, b"\xff" * size, b"\x7f" + b"\xff" * (size - 1), random.randbytes(size)))
    return data[:at] + value + data[at + size :]


def _recoded(data: bytes, random: Random) -> bytes:
    encoding = random.choice(ENCODINGS)
    return data.decode(random.choice(("utf-8", "latin-1")), "replace").encode(
        encoding, random.choice(("replace", "ignore"))
    )


def _nested(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + random.choice(OPENERS) * random.choice((10, 300, 3000)) + data[at:]


def _shuffled(data: bytes, random: Random) -> bytes:
    size = random.choice((64, 512, 1024))
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    one, other = random.randrange(len(blocks)), random.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


DAMAGE: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_flipped, _cut_short, _cut_out, _doubled, _spliced, _oddities, _lengths, _recoded, _nested, _shuffled),
)  # fmt: skip


def mutants(count: int, seed: int) -> Iterator[Mutant]:
    """So many damaged inputs, the same for the same seed; the formats take turns."""
    names = sorted(samples())
    for number in range(count):
        random = Random(f"{seed} {number}")  # noqa: S311 - no secret, but the same every time
        yield _mutant(names[number % len(names)], random)


def _mutant(name: str, random: Random) -> Mutant:
    sample, own, wrap, made = name, PLACES[: ITEMS.get(name, len(PLACES))], random.choice(WRAPS), []
    data, is_inside = samples()[name], wrap is None or random.random() < 0.5
    if wrap and not is_inside:
        name, data = wrapped(wrap, name, data, random)
    for _ in range(random.choice((1, 1, 2, 3))):
        damage = random.choice(DAMAGE)
        data = damage(data, random) or b" "
        made.append(damage.__name__)
    if sample in PLAIN and (is_inside or wrap == "tar"):
        told = frozenset(place for place in own if f"attack in {place}".encode() in data)
    else:
        told = frozenset(own if wrap in SEALED and not is_inside else ())
    if wrap and is_inside:
        name, data = wrapped(wrap, name, data, random)
    return Mutant(name, data, f"{sample}: {' '.join(made)} {'within' if is_inside else 'of'} {wrap}", told)
