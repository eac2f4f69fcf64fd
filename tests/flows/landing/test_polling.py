"""Visits run after run: nothing lost, nothing taken by halves, hosts left alone as they ask."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from flows.document import Raw, Refusal
from flows.landing.state import State
from flows.sources import Source
from schemas.codes.runs import Reason
from tests.flows.landing.webserver import Reply, Site, conditional

WORDS = "The harbour of Tallinn was closed on Monday after two ships collided near the pier, police said. " * 4


def page(words: str = WORDS) -> str:
    return f"<!doctype html><html><head><title>t</title></head><body><article><p>{words}</p></article></body></html>"


def feed(site: Site, *items: str, summary: str = "short") -> str:
    listed = "".join(
        f"<item><title>About {item}</title><link>{site.url}/{item}</link><guid isPermaLink='false'>id-{item}</guid>"
        f"<description>{summary}</description></item>"
        for item in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Site</title>{listed}</channel></rss>'


@pytest.fixture
def source(site: Site) -> Source:
    return Source(name="site", location=f"{site.url}/feed", kind="feed")


def taken(landed: list[Raw | Refusal]) -> dict[str, str]:
    """What a warehouse remembers after the run was published: each input's hash."""
    return {each.source: each.content_hash for each in landed if isinstance(each, Raw)}


def shown(landed: list[Raw | Refusal]) -> dict[str, str]:
    return {each.source: each.reason if isinstance(each, Refusal) else "here" for each in landed}


def test_a_feed_gives_itself_and_the_pages_it_summarises(site, source, watch):
    site.put("/feed", feed(site, "a", "b"), "application/rss+xml")
    site.put("/a", page())
    site.put("/b", page(), "text/html; charset=windows-1252")
    landed = list(watch().land([source]))
    assert shown(landed) == {"site": "here", "site/id-a": "here", "site/id-b": "here"}
    first, _, last = landed
    assert first.apart == {"id-a", "id-b"}
    assert (last.url, last.charset, last.format) == (f"{site.url}/b", "windows-1252", "html")
    assert (last.facts.external_id, last.facts.title, last.facts.publisher) == ("id-b", "About b", "The Site")


def test_what_is_known_is_asked_for_with_conditions_or_not_at_all(site, source, watch):
    site.replies["/feed"] = conditional(feed(site, "a"), "application/rss+xml", '"1"')
    site.put("/a", page())
    known = taken(list(watch().land([source])))
    site.requests.clear()
    assert taken(list(watch(known).land([source]))) == known
    assert [(asked.path, asked.headers.get("if-none-match")) for asked in site.requests] == [("/feed", '"1"')]


def test_what_was_fetched_but_never_published_is_fetched_again(site, source, watch):
    site.replies["/feed"] = conditional(feed(site, "a"), "application/rss+xml", '"1"')
    site.put("/a", page())
    first = taken(list(watch().land([source])))
    site.requests.clear()
    assert taken(list(watch({}).land([source]))) == first  # the run before was killed
    assert ("/feed", None) in [(asked.path, asked.headers.get("if-none-match")) for asked in site.requests]
    assert site.count("/a") == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"hosts": {"x": 1}, "health": {}, "visits": {}}', None])
def test_a_lost_state_costs_fetching_again_only(damage, site, source, watch, tmp_path):
    site.replies["/feed"] = conditional(feed(site, "a"), "application/rss+xml", '"1"')
    site.put("/a", page())
    known = taken(list(watch().land([source])))
    state = tmp_path / "warehouse" / "sources.json"
    state.unlink() if damage is None else state.write_text(damage)
    assert taken(list(watch(known).land([source]))) == known


def test_an_edited_item_is_fetched_again_and_others_are_not(site, source, watch):
    site.put("/feed", feed(site, "a", "b"), "application/rss+xml")
    site.put("/a", page())
    site.put("/b", page("Other words. " * 20))
    known = taken(list(watch().land([source])))
    site.put("/feed", feed(site, "a", "b").replace("About a", "Corrected: about a"), "application/rss+xml")
    site.put("/a", page("Corrected words. " * 20))
    site.requests.clear()
    again = taken(list(watch(known).land([source])))
    assert {name for name in again if again[name] != known[name]} == {"site", "site/id-a"}
    assert (site.count("/a"), site.count("/b")) == (1, 0)


def test_a_withdrawn_page_is_gone_and_not_asked_for_again(site, source, watch, clock):
    site.put("/feed", feed(site, "a"), "application/rss+xml")
    site.put("/a", page())
    known = taken(list(watch().land([source])))
    site.put("/feed", feed(site, "a", summary="withdrawn"), "application/rss+xml")
    site.replies["/a"] = Reply("gone", 410)
    for _ in range(3):
        clock.pass_(hours=1)
        assert shown(list(watch(known).land([source])))["site/id-a"] == Reason.GONE
    assert site.count("/a") == 2


def test_a_missing_page_is_asked_for_ever_more_rarely(site, source, watch, clock):
    site.put("/feed", feed(site, "a"), "application/rss+xml")
    for _ in range(48):
        assert shown(list(watch().land([source])))["site/id-a"] == Reason.NOT_FOUND
        clock.pass_(minutes=30)
    assert 5 <= site.count("/a") <= 12


def test_a_feed_that_moved_for_good_is_asked_for_where_it_is(site, source, watch):
    site.replies["/feed"] = Reply(status=301, headers={"Location": "/new"})
    site.put("/new", feed(site), "application/rss+xml")
    known = taken(list(watch().land([source])))
    site.requests.clear()
    assert taken(list(watch(known).land([source]))) == known
    assert [asked.path for asked in site.requests] == ["/new"]
    site.replies["/new"] = Reply("x", 404)  # the move was a mistake
    list(watch(known).land([source]))
    site.put("/feed", feed(site, "a"), "application/rss+xml")
    assert "site/id-a" in shown(list(watch(known).land([source])))


def test_a_feed_that_is_gone_is_left_alone_and_withdraws_nothing(site, source, watch, tmp_path):
    site.put("/feed", feed(site), "application/rss+xml")
    known = taken(list(watch().land([source])))
    site.replies["/feed"] = Reply("x", 410)
    for _ in range(3):
        assert shown(list(watch(known).land([source]))) == {"site": Reason.NOT_FOUND}
    assert site.count("/feed") == 2
    assert State.read(tmp_path / "warehouse").health["site"].status == "gone"


def test_a_source_that_is_down_costs_no_other(site, source, watch, tmp_path, monkeypatch):
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", (0,))
    site.replies["/feed"] = Reply("x", 500)
    site.put("/page", page())
    other = Source(name="other", location=f"{site.url}/page", kind="page")
    assert shown(list(watch().land([source, other]))) == {
        "site": Reason.UNAVAILABLE,
        f"other/{site.url}/page": "here",
    }
    health = State.read(tmp_path / "warehouse").health
    assert (health["site"].status, health["site"].failures, health["other"].status) == ("unavailable", 1, "ok")


def test_what_cannot_be_had_now_stays_as_it_was(site, source, watch, monkeypatch):
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", ())
    site.put("/feed", feed(site, "a"), "application/rss+xml")
    site.put("/a", page())
    known = taken(list(watch().land([source])))
    site.replies["/feed"] = Reply("x", 503)
    assert taken(list(watch(known).land([source]))).items() <= known.items()
    site.put("/feed", feed(site, "a", "c"), "application/rss+xml")
    site.put("/c", page())
    assert shown(list(watch(known).land([source])))["site/id-c"] == "here"


def test_a_host_that_fails_again_and_again_is_given_up_for_this_run(site, source, watch, monkeypatch):
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", ())
    site.put("/feed", feed(site, *"abcdefgh"), "application/rss+xml")
    for name in "abcdefgh":
        site.replies[f"/{name}"] = Reply("x", 500)
    reasons = list(shown(list(watch().land([source]))).values())
    assert reasons == ["here", *[Reason.UNAVAILABLE] * 3, *[Reason.LATER] * 5]


def test_a_run_takes_so_many_pages_and_the_next_ones_the_rest(site, watch):
    urls = "".join(f"<url><loc>{site.url}/{n}</loc><lastmod>2026-01-{n:02}</lastmod></url>" for n in range(1, 10))
    site.put("/sitemap.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')
    for n in range(1, 10):
        site.put(f"/{n}", page(f"Number {n}. {WORDS}"))
    source, known = Source(name="map", location=f"{site.url}/sitemap.xml"), {}
    for run in range(3):
        landed = list(watch(known, page_limit=4).land([source]))
        known |= taken(landed)
        assert ("map#later" in shown(landed)) is (run < 2)
    assert {name.rpartition("/")[2] for name in known} == set("123456789")
    assert [asked.path for asked in site.requests if asked.path[1:].isdigit()][:4] == ["/9", "/8", "/7", "/6"]


def test_news_sitemaps_indexes_and_gzip(site, watch):
    spaces = "http://www.google.com/schemas/sitemap-news/0.9"
    news = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{spaces}">
      <url><loc>{site.url}/a</loc><news:news><news:publication><news:name>The Site</news:name>
      </news:publication><news:publication_date>2026-01-02T10:00:00Z</news:publication_date>
      <news:title>Ships &amp; men</news:title></news:news></url></urlset>"""
    site.put("/news.xml.gz", gzip.compress(news.encode()), "application/gzip")
    site.put("/broken.xml", f"<urlset><url><loc>{site.url}/b</loc></url><url><loc>{site.url}/c", "text/xml")
    index = "".join(
        f"<sitemap><loc>{site.url}{path}</loc></sitemap>" for path in ("/news.xml.gz", "/broken.xml", "/no")
    )
    site.put("/sitemap_index.xml", f"<sitemapindex>{index}</sitemapindex>", "text/xml")
    site.put("/a", page())
    site.put("/b", page())
    landed = list(watch().land([Source(name="map", location=f"{site.url}/sitemap_index.xml")]))
    assert shown(landed) == {
        f"map#{site.url}/broken.xml": Reason.BAD_SYNTAX,
        f"map#{site.url}/no": Reason.NOT_FOUND,
        f"map/{site.url}/a": "here",
        f"map/{site.url}/b": "here",
    }
    facts = next(each.facts for each in landed if each.source.endswith("/a"))
    assert (facts.title, facts.published, facts.publisher) == ("Ships & men", "2026-01-02T10:00:00Z", "The Site")


def post(number: int, changed: str) -> dict:
    return {
        "id": number, "modified_gmt": changed, "date_gmt": changed, "link": f"https://x.example/{number}",
        "title": {"rendered": f"Post {number}"}, "content": {"rendered": f"<p>{WORDS}</p>"},
    }  # fmt: skip


def test_wordpress_is_read_back_to_what_is_known(site, watch, monkeypatch):
    monkeypatch.setattr("flows.landing.web.POSTS", 2)
    posts = [post(number, f"2026-01-0{number}T00:00:00") for number in range(1, 6)]

    def reply(asked) -> Reply:
        number = int(asked.path.partition("&page=")[2].partition("&")[0])
        newest = sorted(posts, key=lambda one: one["modified_gmt"], reverse=True)
        return Reply(json.dumps(newest[2 * number - 2 : 2 * number]), headers={"Content-Type": "application/json"})

    base = "/wp-json/wp/v2/posts?per_page=2&page={}&orderby=modified&order=desc&_embed=author"
    for number in range(1, 5):
        site.replies[base.format(number)] = reply
    source = Source(name="wp", location=site.url, kind="wordpress")
    landed = list(watch().land([source]))
    assert list(shown(landed)) == [f"wp/https://x.example/{number}" for number in (5, 4, 3, 2, 1)]
    assert landed[0].format == "jsonl"
    posts.append(post(6, "2026-01-06T00:00:00"))
    site.requests.clear()
    again = list(watch(taken(landed)).land([source]))
    assert [each.source[-1] for each in again] == ["6", "5", "4", "3"]
    assert {each.source: each.content_hash for each in again[1:]}.items() <= taken(landed).items()
    assert len(site.requests) == 2
    assert len(list(watch({}).land([source]))) == 6  # nothing of it was published


def test_a_site_that_only_looks_like_wordpress_is_refused(site, watch):
    site.put("/wp-json/wp/v2/posts?per_page=50&page=1&orderby=modified&order=desc&_embed=author", "<html>hello")
    landed = list(watch().land([Source(name="wp", location=site.url, kind="wordpress")]))
    assert shown(landed) == {"wp/page-1": Reason.BAD_SYNTAX}


def test_a_page_that_is_a_feed_is_read_as_one(site, watch):
    site.put("/news", feed(site, "a"), "application/rss+xml")
    site.put("/a", page())
    landed = list(watch().land([Source(name="site", location=f"{site.url}/news", kind="page")]))
    assert shown(landed) == {"site": "here", "site/id-a": "here"}


def test_pages_that_robots_txt_keeps_from_us_are_accounted_for(site, source, watch):
    site.put("/robots.txt", "User-agent: *\nDisallow: /a\n", "text/plain")
    site.put("/feed", feed(site, "a", "b"), "application/rss+xml")
    site.put("/a", page())
    site.put("/b", page())
    assert shown(list(watch().land([source]))) == {"site": "here", "site/id-a": Reason.ROBOTS, "site/id-b": "here"}
    assert site.count("/a") == 0


# --- the whole of it, for long

FAULTS = ("well", "well", "well", "moved", "gone", "busy", "down", "slow", "short", "bomb", "charset", "cut")
POLLS, DEADLINE, MEMORY = 200, 0.5, 128 << 20
BOMB = gzip.compress(bytes(64 << 20))


def drip() -> Iterator[bytes]:
    for _ in range(100):
        yield b"x"
        time.sleep(0.1)


def memory(name: str) -> int:
    """Bytes of memory that this process has, or had at most."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) << 10


def faulty(fault: str, body: str) -> Reply:
    html = {"Content-Type": "text/html; charset=utf-8"}
    return {
        "moved": Reply(status=301, headers={"Location": "/final"}),
        "gone": Reply("x", 410),
        "busy": Reply("x", 429, {"Retry-After": "600"}),
        "down": Reply("x", 500),
        "slow": Reply(length=10_000, pieces=drip()),
        "short": Reply(body[: len(body) // 2], headers=html, length=len(body)),
        "bomb": Reply(BOMB, headers={"Content-Encoding": "gzip"}),
        "charset": Reply(body.encode("utf-16"), headers={"Content-Type": "text/html; charset=shift_jis"}),
        "cut": Reply(gzip.compress(body.encode())[:-20], headers={**html, "Content-Encoding": "gzip"}),
    }.get(fault, Reply(body, headers=html))


@pytest.mark.slow
def test_two_hundred_polls_of_a_faulty_site(site, source, watch, clock, tmp_path, monkeypatch):
    """No body by halves, no request before its time, no poll beyond its deadline, no memory to speak of."""
    monkeypatch.setattr("flows.landing.fetching.BACKOFF", (0,))
    chance = random.Random(7)  # noqa: S311
    whole, known, waits_until, slowest = set(), {}, clock.now, 0.0
    Path("/proc/self/clear_refs").write_text("5")  # begin a new high-water mark
    held = memory("VmRSS")
    site.put("/final", page("At its last address. " * 20))
    whole.add(page("At its last address. " * 20).encode())
    for number in range(POLLS):
        body, fault = page(f"Number {number}. {WORDS}"), chance.choice(FAULTS)
        whole |= {body.encode(), body.encode("utf-16")}
        site.replies[f"/{number}"] = faulty(fault, body)
        listing, listing_fault = (
            feed(site, str(number)),
            chance.choice(("well", "well", "well", "busy", "down", "short")),
        )
        whole.add(listing.encode())
        site.replies["/feed"] = (
            conditional(listing, "application/rss+xml", f'"{number}"')
            if listing_fault == "well"
            else faulty(listing_fault, listing)
        )
        busy = [
            path for path, is_busy in (("/feed", listing_fault == "busy"), (f"/{number}", fault == "busy")) if is_busy
        ]
        before, begun = len(site.requests), time.monotonic()
        landed = list(watch(known, seconds=DEADLINE, byte_count=1 << 20).land([source]))
        slowest = max(slowest, time.monotonic() - begun)
        for each in landed:
            assert not isinstance(each, Raw) or each.read() in whole, (fault, listing_fault)
        if clock.now < waits_until:
            assert len(site.requests) == before, "a host that asked to be left alone was asked"
        if any(asked.path == path for asked in site.requests[before:] for path in busy):
            waits_until = clock.now + timedelta(seconds=600)
        if chance.random() < 0.7:  # the others were killed before they published
            known |= taken(landed)
        clock.pass_(minutes=4)
    assert slowest < 2 * DEADLINE + 1, slowest  # one page and one feed
    assert memory("VmHWM") - held < MEMORY, "more than the process held before"
    assert site.count("/feed") > 50
