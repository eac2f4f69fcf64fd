"""Sources on the web: feeds, sitemaps, WordPress sites and pages, each to the bytes of its articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flows.credentials import without_secrets
from flows.document import Facts, Raw, Refusal
from flows.errors import RejectError
from flows.feeds import LONGEST_KEY, is_feed
from flows.feeds.item import Item
from flows.landing.keeping import keep_parts
from flows.landing.listings import ENDED, SITEMAP_LIMIT
from flows.landing.polling import Poll
from flows.landing.sitemaps import Listed, is_sitemap
from flows.sources import Kind, Source
from schemas.codes.runs import Reason, Stage

HEAD = 4096
SITEMAPS = 50  # of an index, those that changed last
POSTS = 50  # a page of WordPress's interface


def land(source: Source, poll: Poll) -> Iterator[Raw | Refusal]:
    """Everything a source has, as far as it can be had now; nothing of it tells the credentials in its address."""
    return (without_secrets(each, source.secrets) for each in _landed(source, poll))


def _landed(source: Source, poll: Poll) -> Iterator[Raw | Refusal]:
    match source.kind:
        case Kind.FEED:
            root = _root(source)
            yield from _feed(source, poll, poll.visit(root, source.location), root)
        case Kind.SITEMAP:
            yield from _sitemap(source, poll)
        case Kind.WORDPRESS:
            yield from _wordpress(source, poll)
        case _:
            yield from _page(source, poll)


def _root(source: Source) -> str:
    """What the inputs of a source are called after: its name, or the address of one that has none."""
    return source.name or source.shown


def doors(source: Source) -> tuple[str, ...]:
    """The inputs that everything else of a source depends on."""
    root = _root(source)
    return {Kind.WORDPRESS: (f"{root}/page-1",), Kind.PAGE: (_page_name(source), root)}.get(source.kind, (root,))


def _page_name(source: Source) -> str:
    return f"{source.name}/{source.shown}" if source.name else source.shown


def _page(source: Source, poll: Poll) -> Iterator[Raw | Refusal]:
    """The page; or what it lists, where it turns out to be a feed or a sitemap."""
    landed = poll.page(_page_name(source), source.location)
    head = b"" if isinstance(landed, Refusal) else _head(landed)
    if isinstance(landed, Raw) and is_feed(head):
        yield from _feed(source, poll, replace(landed, source=_root(source)), _page_name(source))
    elif is_sitemap(head):
        yield from _sitemap(source, poll)
    else:
        yield _about(landed, Facts(), source)


def _feed(source: Source, poll: Poll, landed: Raw | Refusal, door: str) -> Iterator[Raw | Refusal]:
    """The feed that was visited as `door`, and the pages of those of its items that it only summarises."""
    root = _root(source)
    if isinstance(landed, Refusal):
        yield _not_withdrawn(landed)
        return
    landed = replace(landed, format="feed")
    try:
        feed = poll.listings.feed(landed)
    except RejectError as error:
        if error.reason in ENDED:
            yield poll.useless(door, replace(landed, source=root), error)
        else:
            yield landed  # parsing says what is wrong with it
        return
    apart = {item.key: item for item in feed.items if _is_elsewhere(item, source)}
    yield replace(_about(landed, Facts(), source), apart=frozenset(apart))
    if poll.failure(root):
        return
    for item in apart.values():
        facts = Facts(item.guid, item.title, item.authors, item.published, item.publisher, item.language)
        facts = facts if facts.publisher or source.publisher else replace(facts, publisher=feed.title)
        yield _about(poll.page(f"{root}/{item.key}", item.link or "", item.said), facts, source)
    poll.state.forget(f"{root}/", {f"{root}/{key}" for key in apart})


def _is_elsewhere(item: Item, source: Source) -> bool:
    """Whether an item's own page is to be fetched."""
    if item.link is None or item.is_again or item.is_cut:
        return False
    return {"always": True, "never": False, "auto": not item.is_whole}[source.pages]


def _sitemap(source: Source, poll: Poll) -> Iterator[Raw | Refusal]:
    """The pages that a sitemap, or those of an index, list, newest first."""
    root, later = _root(source), 0
    pages: dict[str, Listed] = {}
    for entry in _entries(source, poll):
        if isinstance(entry, Refusal):
            yield entry
        else:
            pages.setdefault(entry.url, entry)
    inputs = {f"{root}/{url}": page for url, page in pages.items()}
    for name, page in sorted(inputs.items(), key=lambda item: item[1].modified, reverse=True):
        landed = poll.page(name, page.url, page.fingerprint)
        if isinstance(landed, Refusal) and landed.reason is Reason.LATER:
            later += 1
        else:
            yield _about(landed, page.facts(), source)
    if later:
        yield Refusal(f"{root}#later", Stage.LAND, Reason.LATER, f"{later} pages are left for later runs")
    if pages:
        poll.state.forget(f"{root}/", set(inputs))


def _entries(source: Source, poll: Poll) -> Iterator[Listed | Refusal]:
    """What the sitemap lists, and the sitemaps that it lists, one level deep."""
    waiting = [(_root(source), source.location)]
    is_index = True
    while waiting:
        name, url = waiting.pop(0)
        landed = poll.visit(name, url, limit=SITEMAP_LIMIT, is_landed=False)
        if isinstance(landed, Refusal):
            yield _not_withdrawn(landed)
            continue
        try:
            found, fault = poll.listings.sitemap(landed)
        except RejectError as error:
            yield poll.useless(name, landed, error)
            continue
        if fault or not found:
            yield Refusal(name, Stage.LAND, Reason.BAD_SYNTAX if fault else Reason.EMPTY, fault or "no address", url)
        inner = sorted((entry for entry in found if entry.is_sitemap), key=lambda one: one.modified, reverse=True)
        if is_index:
            waiting += [(f"{name}#{entry.url}", entry.url) for entry in inner[:SITEMAPS]]
            is_index = False
        yield from (entry for entry in found if not entry.is_sitemap)


def _wordpress(source: Source, poll: Poll) -> Iterator[Raw | Refusal]:
    """Posts, the last changed first, back to those that the warehouse has; each an input of its own."""
    root = _root(source)
    base = source.location.rstrip("/")
    base = base if "/wp-json" in base else f"{base}/wp-json/wp/v2/posts"
    since = _since(source, poll)
    newest = None
    for number in range(1, poll.page_limit + 1):
        name = f"{root}/page-{number}"
        mark = "&" if "?" in base else "?"
        query = f"per_page={POSTS}&page={number}&orderby=modified&order=desc&_embed=author"
        landed = poll.visit(name, f"{base}{mark}{query}", is_landed=False)
        if isinstance(landed, Refusal):
            if number == 1 or landed.reason is not Reason.FORBIDDEN:  # status 400 says that there are no more
                yield _not_withdrawn(landed)
            break
        try:
            posts = poll.listings.posts(landed)
        except RejectError as error:
            yield poll.useless(name, landed, error)
            break
        yield from (_post(root, post, landed, source, poll) for post in posts)
        times = [str(post.get("modified_gmt") or "") for post in posts]
        newest = newest or max(times, default=None)
        if len(times) < POSTS or (since and min(times) < since) or poll.failure(name):
            break
    if (visit := poll.state.visits.get(f"{root}/page-1")) and newest:
        visit.said = newest


def _since(source: Source, poll: Poll) -> str | None:
    """When the last change was that the warehouse has: that of the first page, if all of its posts were published."""
    root = _root(source)
    visit = poll.state.visits.get(f"{root}/page-1")
    landed = poll.kept(f"{root}/page-1")
    try:
        posts = poll.listings.posts(landed) if landed else []
    except RejectError:
        return None
    raws = [_post(root, post, landed, source, poll) for post in posts if landed]
    return visit.said if visit and raws and all(poll.known(raw.source) == raw.content_hash for raw in raws) else None


def _post(root: str, post: dict[str, Any], page: Raw | None, source: Source, poll: Poll) -> Raw:
    """One post as an input: the object as it stands in the list, in a form that does not hang on its place there."""
    kept = keep_parts([json.dumps(post, ensure_ascii=True, sort_keys=True).encode("ascii")], poll.keep)
    name = f"{root}/{str(post.get('link') or post.get('id') or kept.content_hash)[:LONGEST_KEY]}"
    raw = Raw(name, kept.path, kept.content_hash, kept.byte_count, url=page.url if page else None, format="jsonl")
    about: Raw = _about(raw, Facts(), source)
    return about


def _about(landed: Raw | Refusal, facts: Facts, source: Source) -> Any:
    """A landed page with what is known of it."""
    if isinstance(landed, Refusal):
        return landed
    known = replace(facts, publisher=facts.publisher or source.publisher, language=facts.language or source.language)
    return replace(landed, facts=known, columns=source.columns)


def _not_withdrawn(refusal: Refusal) -> Refusal:
    """The refusal of a listing: that one is gone withdraws no article."""
    return replace(refusal, reason=Reason.NOT_FOUND) if refusal.reason is Reason.GONE else refusal


def _head(raw: Raw) -> bytes:
    with raw.path.open("rb") as file:
        return file.read(HEAD)
