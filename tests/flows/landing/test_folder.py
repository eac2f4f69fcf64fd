"""What landing takes in, and what it leaves out with which reason."""

import hashlib
import os
import socket
import stat
from pathlib import Path

import pytest

from flows.document import Raw, Refusal
from flows.landing.folder import land
from schemas.codes.runs import Reason


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def landed(root: Path, **options: int) -> dict[str, Reason | None]:
    found = land(root, root.parent / "keep", **options)
    return {item.source: item.reason if isinstance(item, Refusal) else None for item in found}


def test_files_come_in_order_of_their_paths_and_are_kept_as_received(root: Path) -> None:
    (root / "b").mkdir()
    for name, content in (("b/two.txt", b"two"), ("a.txt", b"one"), ("c.txt", b"\xff\x00")):
        (root / name).write_bytes(content)
    raws = list(land(root, root.parent / "keep"))
    assert [raw.source for raw in raws] == ["a.txt", "b/two.txt", "c.txt"]
    for raw in raws:
        assert isinstance(raw, Raw)
        original = (root / raw.source).read_bytes()
        assert (raw.read(), raw.byte_count) == (original, len(original))
        assert raw.content_hash == hashlib.sha256(original).hexdigest() == raw.path.name
        assert raw.path.parent.name == raw.content_hash[:2]


def test_the_same_bytes_are_kept_once_and_not_written_again(root: Path) -> None:
    (root / "a.txt").write_bytes(b"same")
    (root / "b.txt").write_bytes(b"same")
    first, second = land(root, root.parent / "keep")
    assert isinstance(first, Raw)
    assert isinstance(second, Raw)
    assert first.path == second.path
    before = first.path.stat()
    list(land(root, root.parent / "keep"))
    assert first.path.stat().st_mtime_ns == before.st_mtime_ns
    assert [path.name for path in first.path.parent.iterdir()] == [first.content_hash]


@pytest.mark.parametrize("name", ["README.md", "readme", "LICENSE", ".gitignore", ".hidden.txt", "Changelog.rst"])
def test_files_about_the_folder_and_hidden_ones_are_ignored(root: Path, name: str) -> None:
    (root / name).write_text("x")
    assert landed(root) == {name: Reason.IGNORED}


def test_a_named_file_is_taken_whatever_it_is_called(root: Path) -> None:
    (root / "README.md").write_text("x")
    assert landed(root / "README.md") == {"README.md": None}


def test_hidden_folders_are_not_entered(root: Path) -> None:
    (root / ".git").mkdir()
    (root / ".git" / "a.txt").write_text("x")
    assert landed(root) == {".git": Reason.IGNORED}


def test_the_folder_of_kept_bytes_is_not_an_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    for _ in range(2):
        assert [item.source for item in land(tmp_path, tmp_path / "keep")] == ["a.txt"]


def test_what_is_no_regular_file_is_refused(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    (root / "link.txt").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    (root / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(root / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(root / "socket"))
        found = landed(root)
    assert found == dict.fromkeys(("dangling", "folder", "link.txt", "pipe", "socket"), Reason.NOT_A_FILE)


def test_empty_and_large_files_are_refused(root: Path) -> None:
    (root / "empty.txt").touch()
    (root / "large.txt").write_bytes(b"x" * 11)
    (root / "right.txt").write_bytes(b"x" * 10)
    assert landed(root, limit=10) == {"empty.txt": Reason.EMPTY, "large.txt": Reason.TOO_LARGE, "right.txt": None}


def test_a_missing_input_is_refused(root: Path) -> None:
    assert landed(root / "nothing.txt") == {"nothing.txt": Reason.UNREADABLE}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(root: Path) -> None:
    (root / "closed.txt").write_text("x")
    (root / "closed.txt").chmod(stat.S_IWUSR)
    assert landed(root) == {"closed.txt": Reason.UNREADABLE}


def test_a_name_that_is_no_utf8_becomes_text(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.txt")).write_text("x")
    (source,) = landed(root)
    assert source == "caf\\xe9.txt"
    source.encode("utf-8")
