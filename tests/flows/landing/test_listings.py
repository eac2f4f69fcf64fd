"""A listing that hangs, crashes or starves what reads it costs its own source only, and the source's health says so."""

from __future__ import annotations

import os
import time

import pytest

from flows.errors import RejectError
from flows.feeds import read_feed
from flows.guard import Limits
from flows.landing import sitemaps
from flows.landing.listings import MOST_POSTS, Listings
from flows.landing.state import State
from flows.sources import Source
from schemas.codes.runs import Reason
from tests.flows.landing.test_polling import feed, page, shown
from tests.flows.landing.webserver import Site

SECONDS = 1.5
#: Attributes on one tag, as text of an item: the HTML parser compares each with all before it.
TAG = "&lt;p " + " ".join(f"a{number}=''" for number in range(50_000)) + "&gt;words&lt;/p&gt;"


@pytest.fixture(scope="module")
def listings():
    """Listings that have little time."""
    made = Listings(Limits(1 << 26, 1 << 20, SECONDS, 1 << 28))
    close, made.close = made.close, lambda: None
    made._read(int)  # starts the process, which takes longer on a busy machine than any reading here
    yield made
    close()


def hostile(site: Site) -> str:
    return feed(site, "x", summary=TAG)


def test_a_feed_that_hangs_its_reader_costs_its_own_source(site, watch, tmp_path, listings):
    site.put("/bad", hostile(site), "application/rss+xml")
    site.put("/good", feed(site, "a"), "application/rss+xml")
    site.put("/a", page())
    sources = [Source(name=name, location=f"{site.url}/{name}", kind="feed") for name in ("bad", "good")]
    found = shown(list(watch().land(sources)))
    assert found == {"bad": Reason.TIMEOUT, "good": "here", "good/id-a": "here"}
    health = State.read(tmp_path / "warehouse").health
    assert (health["bad"].status, health["good"].status) == ("refused", "ok")
    assert health["bad"].detail == "reading it took more than 1.5 s"
    site.put("/bad", feed(site, "a"), "application/rss+xml")
    assert shown(list(watch().land(sources)))["bad"] == "here"
    assert State.read(tmp_path / "warehouse").health["bad"].status == "ok"


def test_it_would_hang_without_the_watch(site):
    """The planted fault: read in the run's own process, the same feed holds it beyond the limit."""
    begun = time.monotonic()
    read_feed(hostile(site).encode())
    assert time.monotonic() - begun > SECONDS


def test_a_page_that_turns_out_to_be_such_a_feed_is_refused_and_healed_alike(site, watch, tmp_path, listings):
    site.put("/front", hostile(site), "application/rss+xml")
    source = Source(name="front", location=f"{site.url}/front")
    assert shown(list(watch().land([source]))) == {"front": Reason.TIMEOUT}
    assert State.read(tmp_path / "warehouse").health["front"].status == "refused"
    site.put("/front", page())
    assert list(shown(list(watch().land([source]))).values()) == ["here"]
    assert State.read(tmp_path / "warehouse").health["front"].status == "ok"


@pytest.mark.parametrize(
    ("function", "given", "reason"),
    [
        (time.sleep, [60], Reason.TIMEOUT),
        (os.abort, [], Reason.CRASHED),
        (os._exit, [3], Reason.CRASHED),
        (bytearray, [1 << 40], Reason.OUT_OF_MEMORY),
    ],
)
def test_what_ends_the_process_is_refused_and_the_next_is_read(listings, function, given, reason):
    begun = time.monotonic()
    with pytest.raises(RejectError) as refused:
        listings._read(function, *given)
    assert refused.value.reason is reason
    assert time.monotonic() - begun < SECONDS + 5
    assert listings._read(int) == 0


def test_a_list_of_more_posts_than_anybody_asked_for_is_refused(site, watch):
    site.put("/wp-json/wp/v2/posts", "[" + "{}," * MOST_POSTS + "{}]", "application/json")
    query = "?per_page=50&page=1&orderby=modified&order=desc&_embed=author"
    site.replies[f"/wp-json/wp/v2/posts{query}"] = site.replies["/wp-json/wp/v2/posts"]
    source = Source(name="site", location=site.url, kind="wordpress")
    assert shown(list(watch().land([source]))) == {"site/page-1": Reason.TOO_LARGE}


def test_a_sitemap_lists_as_many_and_as_long_addresses_as_its_protocol_allows(tmp_path, monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 3)
    long = "a" * sitemaps.LONGEST
    listed = "".join(f"<url><loc>https://x.example/{name}</loc></url>" for name in ("1", long, "2", "3", "4"))
    (tmp_path / "map").write_text(f"<urlset>{listed}</urlset>", "utf-8")
    found, fault = sitemaps.listed(tmp_path / "map", 1 << 20)
    assert [entry.url[-1] for entry in found] == ["1", "2", "3"]
    assert fault == "more than 3 addresses"
