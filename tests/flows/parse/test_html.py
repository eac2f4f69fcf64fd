# ruff: noqa: E501
"""Web pages: what they say of themselves, their blocks, and what a reader cannot see."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.document import Document, Raw, Refusal
from flows.parse import parse

PROSE = "<p>A bomb went off in a crowded market in Kirkuk on Tuesday, killing at least four people, police in the city said.</p>"


def parse_page(folder: Path, page: str, url: str | None = None) -> Document:
    (document,) = parse_any(folder, page.encode(), url)
    assert isinstance(document, Document)
    return document


def parse_any(folder: Path, data: bytes, url: str | None = None) -> list[Document | Refusal]:
    path = folder / "page"
    path.write_bytes(data)
    return list(parse(Raw("page.html", path, hashlib.sha256(data).hexdigest(), len(data), url)))


def page_of(body: str = "", head: str = "", attributes: str = "") -> str:
    title = "" if "<title>" in head else "<title>Blast hits market | The Daily Example</title>"
    return (
        f"<!doctype html><html {attributes}><head>{title}{head}</head><body><header><a href='/'>The Daily Example</a></header>"
        f"<article><h1>Blast hits market</h1>{PROSE}{body}{PROSE.replace('bomb', 'second bomb')}</article></body></html>"
    )


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(segment.kind.value, document.text[segment.start : segment.end]) for segment in document.segments]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">{}</p>',
        '<p style="color:red; VISIBILITY: hidden !important">{}</p>',
        "<p hidden>{}</p>",
        '<div aria-hidden="true"><p>{}</p></div>',
        '<p style="font-size:0px">{}</p>',
        '<p style="opacity: 0">{}</p>',
        '<p style="position:absolute; left:-9999px">{}</p>',
        '<p style="text-indent:-999em">{}</p>',
        '<div style="height:0;overflow:hidden"><p>{}</p></div>',
        '<p style="color:#fff;background-color:white">{}</p>',
        "<template><p>{}</p></template>",
        "<noscript><p>{}</p></noscript>",
        '<p class="screen-reader-text">{}</p>',
        '<p class="ghost">{}</p>',
        '<p id="away">{}</p>',
        '<p class="white">{}</p>',
        '<p style="color: #fefefe">{}</p>',
        '<div style="background: black url(a.png)"><p style="color:rgb(4, 4, 4)">{}</p></div>',
        '<p style="color: rgba(9, 9, 9, 0)">{}</p>',
        '<p style="transform: translateX(-3000px)">{}</p>',
        '<p style="margin-left:-200em">{}</p>',
        '<p style="clip-path: polygon(0 0, 0 0, 0 0)">{}</p>',
        '<p style="font-size: .1px">{}</p>',
        '<p class="off left">{}</p>',
    ],
)
def test_what_nobody_sees_is_not_read(tmp_path: Path, hidden: str) -> None:
    style = "<style>/* a */ .ghost, .x > p {display: none} #away{position:absolute;top:-5000px} p.white {color: white} .off{position:absolute} .left{left:-900px} @media print{p{display:none}}</style>"
    unseen = "Nine hundred people were secretly killed in Atlantis, which nobody can see here."
    document = parse_page(tmp_path, page_of(hidden.format(unseen), style))
    assert "Atlantis" not in document.text
    assert document.text.count("police in the city said") == 2


@pytest.mark.parametrize(
    "shown",
    [
        '<p style="display:block">{}</p>',
        '<p class="ghost seen">{}</p>',
        '<div style="background:#222"><p style="color:#fff">{}</p></div>',
        '<p class="hero">{}</p>',
        '<p style="opacity:.9; font-size:0.9em; left:-9px; position:absolute">{}</p>',
        '<p style="margin-left:-20px; text-indent:2em; color:red">{}</p>',
        '<div style="height:0"><p>{}</p></div>',
    ],
)
def test_what_is_seen_is_read(tmp_path: Path, shown: str) -> None:
    style = "<style>.ghost{display:none} .seen{display:block} .hero{color:#fff;background-color:#004} @media print{p{display:none}}</style>"
    words = "Nine hundred people were safely brought out of Atlantis, as everybody can see here."
    assert "Atlantis" in parse_page(tmp_path, page_of(shown.format(words), style)).text


def test_blocks_keep_their_kind(tmp_path: Path) -> None:
    document = parse_page(
        tmp_path,
        page_of(
            "<h2>What police say</h2><blockquote><p>We are looking for two men, said the chief of police.</p></blockquote>"
            "<ul><li>Four dead</li><li>Nine wounded</li></ul>"
            "<figure><img src='a.jpg'><figcaption>The market after the blast</figcaption></figure>"
            "<table><tr><th>Place</th><th>Dead</th></tr><tr><td>Kirkuk</td><td>4</td></tr></table>"
            "<p><em>Correction: an earlier version of this article gave a wrong number of dead.</em></p>"
        ),
    )
    said = kinds(document)
    for kind, words in [
        ("title", "Blast hits market"),
        ("heading", "What police say"),
        ("blockquote", "We are looking for two men, said the chief of police."),
        ("list_item", "Nine wounded"),
        ("caption", "The market after the blast"),
        ("list_item", "Kirkuk · 4"),
        ("correction", "Correction: an earlier version of this article gave a wrong number of dead."),
    ]:
        assert (kind, words) in said
    assert "\n\n".join(words for _, words in said) == document.text


@pytest.mark.parametrize(
    "element",
    [
        "<aside class='pullquote'><p>We saw it all coming.</p></aside>",
        "<figure class='wp-block-pullquote'><blockquote><p>We saw it all coming.</p></blockquote></figure>",
        "<div class='story pull-quote'>We saw it <em>all</em> coming.</div>",
        "<blockquote>We saw it all coming.</blockquote>",
    ],
)
def test_a_pull_quote_is_a_block_quotation(tmp_path: Path, element: str) -> None:
    assert ("blockquote", "We saw it all coming.") in kinds(parse_page(tmp_path, page_of(element)))


def test_a_tables_caption_is_one(tmp_path: Path) -> None:
    table = "<table><caption>The dead by town</caption><tr><td>Kirkuk</td><td>4</td></tr></table>"
    said = kinds(parse_page(tmp_path, page_of(table)))
    assert said.index(("caption", "The dead by town")) + 1 == said.index(("list_item", "Kirkuk · 4"))


@pytest.mark.parametrize(
    ("head", "body", "edtf"),
    [
        ("", "", None),
        ("", "<p>The piece has the mark 2016-03-24 in the register of the press.</p>", "2016-03-24"),
        ("<meta property='article:published_time' content='2999-01-01'>", "", None),
    ],
)
def test_a_day_in_the_address_alone_is_not_believed(tmp_path: Path, head: str, body: str, edtf: str | None) -> None:
    address = "https://a.example/2016/03/24/story"
    page = page_of(body, f"<link rel='canonical' href='{address}'>{head}")
    assert parse_page(tmp_path, page, address).published_edtf == edtf


def test_comments_are_kept_apart(tmp_path: Path) -> None:
    comments = "<div id='comments'><ol class='commentlist'><li class='comment'><p>Terrible news, my cousin lives there, says Jo.</p></li></ol></div>"
    document = parse_page(tmp_path, page_of().replace("</article>", f"</article>{comments}"))
    assert [words for kind, words in kinds(document) if kind == "comment"] == [
        "Terrible news, my cousin lives there, says Jo."
    ]
    assert not [words for kind, words in kinds(document) if kind != "comment" and "cousin" in words]


def test_links_carry_their_words(tmp_path: Path) -> None:
    body = "<p>It was the <a href='/2021/first'> first  attack</a> since <a href='#top'>May</a>, the <a href='https://b.example/x'>mayor</a> said in the town.</p>"
    document = parse_page(tmp_path, page_of(body), url="https://a.example/story")
    assert [(document.text[link.start : link.end], link.href) for link in document.links] == [
        ("first attack", "https://a.example/2021/first"),
        ("mayor", "https://b.example/x"),
    ]


LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
 {"@type": "NewsArticle", "headline": "Blast hits market", "datePublished": "2021-03-03T23:30:00-05:00", "inLanguage": "en-US",
  "author": [{"@id": "#jane"}, {"@type": "Person", "name": "John Roe"}], "publisher": {"name": "The Daily Example"}}]}</script>"""
META = """<title>Blast hits market - The Daily Example</title><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2021-03-03T10:00:00Z"><meta property="article:modified_time" content="2022-01-01">
<meta property="og:site_name" content="The Daily Example"><link rel="canonical" href="https://a.example/story">"""


@pytest.mark.parametrize(
    ("head", "body", "authors", "edtf", "publisher", "url"),
    [
        (LD, "", ("Jane Doe", "John Roe"), "2021-03-03", "The Daily Example", None),
        (META, "", ("Jane Doe",), "2021-03-03", "The Daily Example", "https://a.example/story"),
        ("", "<p class='byline'>By <a href='/a'>Jane Doe</a> and John Roe | March 3, 2021</p>", ("Jane Doe", "John Roe"), "2021-03-03", None, None),
        ("", "<span class='author vcard'><a rel='author' href='/a'>jdoe</a></span> <time class='entry-date' datetime='2021-03-03'>3 days ago</time>", ("jdoe",), "2021-03-03", None, None),
        ("", "<p>Published on 3 March 2021</p>", (), "2021-03-03", None, None),
        ("<meta name='date' content='nothing'><script type='application/ld+json'>{broken</script>", "", (), None, None, None),
        ("<meta property='article:published_time' content='2999-01-01'>", "", (), None, None, None),
    ],
)  # fmt: skip
def test_the_page_says_who_and_when(
    tmp_path: Path,
    head: str,
    body: str,
    authors: tuple[str, ...],
    edtf: str | None,
    publisher: str | None,
    url: str | None,
) -> None:
    document = parse_page(tmp_path, page_of(body, head))
    assert document.title == "Blast hits market"
    assert (document.authors, document.published_edtf) == (authors, edtf)
    assert (document.publisher, document.url) == (publisher, url)


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        ("Blast hits market – The Daily Example", "<h1 class='site-title'>The Daily Example</h1><h2>Blast hits market</h2>", "Blast hits market"),
        ("Example : Blast hits market", "<h1><a href='/'>Example</a></h1><h3>Blast hits market</h3>", "Blast hits market"),
        ("Daily: Blast hits the old market NowÂ´s", "<h1>Blast hits the old market Now’s</h1>", "Daily: Blast hits the old market NowÂ´s"),
        ("Blast hits market | a.example", "", "Blast hits market"),
        ("War – a history", "", "War – a history"),
    ],
)  # fmt: skip
def test_the_headline_is_the_one_shown(tmp_path: Path, title: str, headings: str, expected: str) -> None:
    page = f"<html><head><title>{title}</title></head><body>{headings}{PROSE * 3}</body></html>"
    assert parse_page(tmp_path, page, url="https://a.example/story").title == expected


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    page = page_of("<p>Der Bürgermeister der Stadt Kirkuk ließ die Brücke über den Fluß für längere Zeit sperren.</p>")
    (document,) = parse_any(tmp_path, page.replace("<head>", "<head><meta charset='iso-8859-1'>").encode("latin-1"))
    assert isinstance(document, Document)
    assert "Brücke über den Fluß" in document.text


def test_the_language_is_the_pages_own(tmp_path: Path) -> None:
    assert parse_page(tmp_path, page_of(attributes='lang="en-GB"')).language == "en"


BITS = """<p>|</p>|<b>|</b>|<br>|<li>|<ul>|</ul>|<h1>|</h1>|</div>|</a>|<table><tr><td>|<!--|-->|&#0;|&#27;|&#xD800;|&nbsp;|<script>
|</script>|<style>p{display:none|</style>|<figure><figcaption>|</figcaption>|<template>|<noscript>|<svg>|<div class='comment'>
|<a href='http://['>|<link rel=canonical href='http://[x'>|<base href='http://['>|By Jane Doe"""
TAGS = st.sampled_from([*BITS.split("|"), PROSE])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=25).map("".join))
def test_any_soup_gives_a_document_or_a_refusal(tmp_path_factory: pytest.TempPathFactory, soup: str) -> None:
    data = f"<html><body>{soup}</body></html>".encode("utf-8", "replace")
    for one in parse_any(tmp_path_factory.getbasetemp(), data, "https://a.example/story"):
        assert isinstance(one, Document | Refusal)
        if isinstance(one, Document):
            one.text.encode("utf-8")
            assert all(one.text[s.start : s.end].strip() for s in one.segments)
            assert all(0 <= link.start < link.end <= len(one.text) for link in one.links)
