"""Credentials in the address of a source fetch it, and stand nowhere else."""

from __future__ import annotations

import json

import pytest

from flows import parse
from flows.credentials import hidden, secrets_of
from flows.document import Document, Raw, Refusal
from flows.errors import SettingsError
from flows.landing.state import State
from flows.sources import Source, unnamed
from flows.watchlist import add
from tests.flows.landing.conftest import clock, listings, site, watch  # noqa: F401
from tests.flows.landing.test_polling import page
from tests.flows.landing.webserver import Reply

SECRET = "sw0rdf1sh%2Fsw0rdf1sh"  # noqa: S105


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x.example/feed?a=1&token=sw0rdf1sh", "https://x.example/feed?a=1&token=***"),
        ("https://x.example/feed?api_key=abc&a=abc", "https://x.example/feed?api_key=***&a=***"),
        ("https://x.example/abc?X-Amz-Signature=abc#abc", "https://x.example/abc?X-Amz-Signature=***#abc"),
        ("https://user:swordfish@x.example/feed", "https://***@x.example/feed"),
        ("https://x.example/story?id=5&keyword=tin", "https://x.example/story?id=5&keyword=tin"),
        ("https://[x/feed?token=sw0rdf1sh", "https://[x/feed?token=sw0rdf1sh"),
    ],
)
def test_what_is_secret_in_an_address(address, shown):
    assert hidden(address, secrets_of(address)) == shown


@pytest.fixture
def private(site):  # noqa: F811
    """A feed and page for those who know the credential, both of which repeat it; to others a refusal that does."""
    item = f"<item><title>t</title><link>{site.url}/a?token={SECRET}</link><description>short</description></item>"
    listed = f'<rss version="2.0"><channel><title>c</title>{item}</channel></rss>'
    site.put(f"/feed?token={SECRET}", listed, "application/rss+xml")
    site.put(f"/a?token={SECRET}", page())
    site.replies["/feed?token=sw0rdf1sh-wrong"] = Reply("no", 403)
    return site


def told(landed: list[Raw | Refusal]) -> str:
    """All that a run would write of what landed: names, refusals, documents."""
    pieces: list[object] = []
    for each in landed:
        pieces.append(each.source)
        if isinstance(each, Refusal):
            pieces.append(repr(each))
            continue
        from flows.credentials import without_secrets

        found = [without_secrets(one, each.secrets) for one in parse.parse(each, 1 << 26, None)]
        pieces += [one.to_json() if isinstance(one, Document) else repr(one) for one in found]
    return json.dumps(pieces)


@pytest.mark.parametrize("name", ["wire", ""])
def test_a_credential_fetches_and_is_told_nowhere(private, watch, tmp_path, name):  # noqa: F811
    address = f"{private.url}/feed?token={SECRET}"
    source = Source(name=name, location=address, kind="feed") if name else unnamed(address)
    landed = list(watch().land([source]))
    assert [isinstance(each, Raw) for each in landed] == [True, True]
    assert private.count(f"/a?token={SECRET}") == 1
    assert "sw0rdf1sh" not in told(landed)
    assert "***" in told(landed)
    assert "sw0rdf1sh" not in source.shown
    assert (State.read(tmp_path / "warehouse").path.stat().st_mode & 0o077) == 0


def test_without_hiding_it_would_be_told(private, watch, monkeypatch):  # noqa: F811
    """The planted fault."""
    monkeypatch.setattr("flows.landing.web.without_secrets", lambda landed, _: landed)
    source = Source(name="wire", location=f"{private.url}/feed?token={SECRET}", kind="feed")
    assert "sw0rdf1sh" in told(list(watch().land([source])))


def test_a_refusal_tells_none(private, watch):  # noqa: F811
    source = Source(name="wire", location=f"{private.url}/feed?token=sw0rdf1sh-wrong", kind="feed")
    (refusal,) = watch().land([source])
    assert (refusal.reason, "sw0rdf1sh" in repr(refusal)) == ("forbidden", False)


def test_a_name_and_password_are_refused_unsaid(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match="an address with a user name; expected none") as refused:
        add({"name": "a", "location": "https://user:swordfish@x.example/feed"})
    assert "swordfish" not in str(refused.value)
