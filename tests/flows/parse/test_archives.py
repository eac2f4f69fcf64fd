"""Archives and compression: each member accounted for, within bounds, and nothing on disk."""

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.document import Document, Refusal
from flows.parse import room
from tests.flows.parse.reading import document, outcomes, parsed


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", method) as archive:
            for name, data in members:
                archive.writestr(name, data)
        return file.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    with io.BytesIO() as file:
        with tarfile.open(fileobj=file, mode=mode) as archive:
            for name, data in members:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        return file.getvalue()


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as out:
        out.write(data)
    return sink.getvalue().to_pybytes()


OPENERS = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd}


@pytest.mark.parametrize("ending", OPENERS)
def test_members_of_a_compressed_file_follow_one_another(ending: str) -> None:
    data = OPENERS[ending](b"Two ") + OPENERS[ending](b"words")
    assert outcomes(f"a.txt.{ending}", data) == [(f"a.txt.{ending}", "Two words")]


@pytest.mark.parametrize("ending", OPENERS)
def test_what_is_cut_short_or_damaged_is_refused(ending: str) -> None:
    data = OPENERS[ending](b"Some words that are long enough to be worth it. " * 50)
    damage = [data[:-3], data[: len(data) // 2]]
    if ending != "zst":  # which has no checksum unless its writer wants one
        damage.append(data[:20] + b"\xff\xff\xff" + data[23:])
    for damaged in damage:
        assert outcomes("a.txt", damaged) == [("a.txt", "bad_compression")]


@pytest.mark.parametrize("ending", OPENERS)
def test_what_grows_too_much_is_refused(ending: str) -> None:
    bomb = OPENERS[ending](b"\n" * 3_000_000)
    assert outcomes("a.txt", bomb, limit=1_000_000) == [("a.txt", "too_large")]


def test_a_growth_no_text_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "FREE", 1000)
    assert outcomes("a.txt", gzip.compress(b" " * 3_000_000)) == [("a.txt", "too_large")]


def test_each_member_of_an_archive_is_read_by_its_own_format() -> None:
    members = [("b/one.txt", b"First words"), ("two.jsonl", b'{"text": "x"}\n{"text": 1}\n'), ("c.bin", b"\x01\x02")]
    expected = [
        ("a!/b/one.txt", "First words"),
        ("a!/two.jsonl#1", "x"),
        ("a!/two.jsonl#2", "bad_field"),
        ("a!/c.bin", "unknown_format"),
    ]
    for data in (zipped(*members), tarred(*members), tarred(*members, mode="w:gz"), gzip.compress(zipped(*members))):
        assert outcomes("a", data) == expected


def test_archives_stand_in_archives_up_to_a_depth() -> None:
    data = b"Two words"
    for _ in range(3):
        data = zipped(("x", data) if data[:2] == b"PK" else ("x.txt", data))
    assert outcomes("a.zip", data) == [("a.zip!/x!/x!/x.txt", "Two words")]
    assert [reason for _, reason in outcomes("a.zip", zipped(("x", data)))] == ["too_deep"]
    for _ in range(9):
        data = gzip.compress(data)
    assert outcomes("a.gz", data) == [("a.gz", "too_deep")]


def test_what_an_archive_holds_besides_files_is_refused_each_with_a_reason() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = zipped(
        (link, b"/etc/passwd"), (".hidden.txt", b"x"), ("__MACOSX/a.txt", b"x"), ("README.md", b"x"), ("d/", b"")
    )
    assert outcomes("a.zip", data) == [
        ("a.zip!/link.txt", "not_a_file"),
        ("a.zip!/.hidden.txt", "ignored"),
        ("a.zip!/__MACOSX/a.txt", "ignored"),
        ("a.zip!/README.md", "ignored"),
    ]
    with io.BytesIO() as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            for name, kind in (
                ("s", tarfile.SYMTYPE),
                ("h", tarfile.LNKTYPE),
                ("c", tarfile.CHRTYPE),
                ("f", tarfile.FIFOTYPE),
            ):
                info = tarfile.TarInfo(name)
                info.type, info.linkname = kind, "/etc/passwd"
                archive.addfile(info)
        assert [reason for _, reason in outcomes("a.tar", file.getvalue())] == ["not_a_file"] * 4


def test_a_locked_member_costs_only_itself() -> None:
    data = bytearray(zipped(("a.txt", b"secret words"), ("b.txt", b"open words"), method=zipfile.ZIP_STORED))
    data[6] |= 1  # the flag in the first member's own header …
    data[data.index(b"PK\x01\x02") + 8] |= 1  # … and in the directory
    assert outcomes("a.zip", bytes(data)) == [("a.zip!/a.txt", "encrypted"), ("a.zip!/b.txt", "open words")]


def test_a_damaged_member_costs_only_itself() -> None:
    data = zipped(("a.txt", b"first words"), ("b.txt", b"other words"), method=zipfile.ZIP_STORED)
    assert outcomes("a.zip", data.replace(b"first", b"f1rst", 1)) == [
        ("a.zip!/a.txt", "bad_compression"),
        ("a.zip!/b.txt", "other words"),
    ]


def test_an_archive_that_breaks_off_says_so() -> None:
    data = tarred(("a.txt", b"first words"), ("b.txt", b"other words" * 100))
    assert outcomes("a.tar", data[:1024]) == [("a.tar!/a.txt", "first words"), ("a.tar", "truncated")]
    assert [reason for _, reason in outcomes("a.tar", data[:2000])] == ["first words", "truncated", "bad_compression"]
    assert outcomes("a.zip", zipped(("a.txt", b"first words"))[:-30]) == [("a.zip", "bad_compression")]


def test_names_of_members_are_safe_and_each_its_own() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("../../x.txt", b"one"), ("n\x1b[31m\n.txt", b"two"), ("a.txt", b"three"), ("a.txt", b"four"))
    assert outcomes("a.zip", data) == [
        ("a.zip!/../../x.txt", "one"),
        ("a.zip!/n\\x1b[31m\\n.txt", "two"),
        ("a.zip!/a.txt", "three"),
        ("a.zip!/a.txt#2", "four"),
    ]


def test_the_total_is_bounded_whatever_the_number_of_members() -> None:
    data = zipped(*((f"{number}.txt", b"word " * 1000) for number in range(10)))
    found = outcomes("a.zip", data, limit=22_000)
    assert [reason for _, reason in found[:4]] == [("word " * 1000)] * 4
    assert {reason for _, reason in found[4:]} == {"too_large"}


def test_a_member_known_by_its_content_keeps_its_words() -> None:
    assert document("a.tar", tarred(("x", b'{"text": "Two words"}'))).text == "Two words"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.sampled_from(["zip", "tar"]))
def test_any_damage_gives_documents_or_refusals(rubbish: bytes, at: int, kind: str) -> None:
    make = zipped if kind == "zip" else tarred
    data = make(("a.txt", b"first words"), ("b.jsonl", b'{"text": "x"}'))
    for one in parsed(f"a.{kind}", data[:at] + rubbish + data[at + len(rubbish) :]):
        assert isinstance(one, Document | Refusal)
