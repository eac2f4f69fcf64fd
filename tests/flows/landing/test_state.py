"""The memory of sources, damaged: seen, said, and no more than forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.landing.state import NAME, State
from flows.landing.watching import Watching
from flows.sources import Source
from tests.flows.landing.webserver import Site

FOREIGN = {
    "nothing": b"",
    "no text": b"\xff\xfe\x00" * 100,
    "no JSON": b"hosts: {}",
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "another object": b'{"name": "dateline", "version": 1}',
    "other rows": b'{"hosts": {}, "health": {"a": {"how": "well"}}, "visits": {}}',
    "no rows": b'{"hosts": [], "health": [], "visits": []}',
    "a time that is none": b'{"hosts": {"a": "soon"}, "health": {}, "visits": {}}',
    "deep": b"[" * 100_000,
}


@pytest.fixture
def visited(watch: Callable[..., Watching], site: Site, tmp_path: Path) -> Path:
    """The file after visits to three pages and a feed that is down."""
    for number in range(3):
        site.put(f"/{number}", f"<p>Page {number}.", headers={"ETag": f'"{number}"'})
    list(watch().land(_sources(site)))
    return tmp_path / "warehouse" / NAME


def _sources(site: Site) -> list[Source]:
    pages = [Source(name=f"page-{number}", location=f"{site.url}/{number}", kind="page") for number in range(3)]
    return [*pages, Source(name="feed", location=f"{site.url}/feed", kind="feed")]


def _flipped(sound: bytes, at: int) -> bytes:
    return sound[:at] + bytes([sound[at] ^ 1 << at % 8]) + sound[at + 1 :]


def test_every_flip_and_cut_is_seen(visited, caplog, endurance):
    """All but what leaves the file as it was."""
    sound, state = visited.read_bytes(), State.read(visited.parent)
    assert len(state.visits) == 4
    assert caplog.messages == []
    places = range(0, len(sound), 1 if endurance else 7)
    damaged = [_flipped(sound, at) for at in places] + [sound[:length] for length in places]
    for number, data in enumerate(damaged):
        visited.write_bytes(data)
        caplog.clear()
        found = State.read(visited.parent)
        if found.visits != state.visits or found.health != state.health or found.hosts != state.hosts:
            assert found == State(visited), number
            assert f"{visited} is damaged" in caplog.text, number


def test_without_its_checksum_a_flip_goes_unseen(visited):
    """The check can fail: there are flips that only the checksum shows."""
    values = json.loads(visited.read_bytes())
    del values["sha256"]
    sound, unseen = json.dumps(values).encode(), 0
    for at in range(0, len(sound), 7):
        visited.write_bytes(_flipped(sound, at))
        unseen += State.read(visited.parent) != State(visited)
    assert unseen > 10


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN)
def test_a_run_goes_on_after_damage(watch, site, visited, caplog, content):
    visited.write_bytes(content)
    landed = {each.source for each in watch().land(_sources(site))}
    assert "is damaged" in caplog.text
    assert [site.count(f"/{number}") for number in range(3)] == [2, 2, 2]
    assert landed == {f"page-{number}/{site.url}/{number}" for number in range(3)} | {"feed"}
    caplog.clear()
    assert len(State.read(visited.parent).visits) == 4
    assert caplog.messages == []


def test_a_file_without_a_checksum_is_read(visited):
    """As earlier releases wrote it."""
    state, values = State.read(visited.parent), json.loads(visited.read_bytes())
    del values["sha256"]
    visited.write_text(json.dumps(values))
    assert State.read(visited.parent) == state
