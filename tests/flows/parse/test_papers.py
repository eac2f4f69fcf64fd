# ruff: noqa: E501
"""PDF, Word, e-books and Markdown, made by libraries of their own."""

import builtins
import io
import re
import zipfile
from collections import Counter

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.document import Document, Refusal
from flows.parse.pdf_words import joined
from tests.flows.parse.reading import PROSE, document, kinds, outcomes, parsed


class Paper(FPDF):
    """Pages with a running head and a number at the foot."""

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 5, "The Daily Example - 3 March 2021", align="C")
        self.ln(12)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 5, f"Page {self.page_no()} of 3", align="C")

    def put(self, words: str, size: float = 11, style: str = "") -> None:
        self.set_font("helvetica", style, size)
        self.multi_cell(0, size / 2, words, new_x="LMARGIN", new_y="NEXT", align="L")
        self.ln(size / 2)


def paper() -> Paper:
    one = Paper()
    one.set_title("untitled-3.indd")
    one.set_author("scanner")
    one.add_page()
    one.put("Blast hits a market in Kirkuk", 20, "B")
    one.put("By Jane Doe, March 3, 2021")
    one.put(
        f"{PROSE} It was the third attack on the crowded mar-\nket this year, said a long-\nserving officer who had seen the two others too. {PROSE}"
    )
    one.put("What police say", 11, "B")
    for number in range(30):
        one.put(
            f"Paragraph {number} is about the day. "
            + "The police asked people to stay at home and to call if they had seen the two men near the old bridge. "
            * 4
        )
    return one


def test_pages_become_paragraphs() -> None:
    found = document("a.pdf", bytes(paper().output()))
    said = kinds(found)
    assert said[0] == ("title", "Blast hits a market in Kirkuk")
    assert ("heading", "What police say") in said
    assert (found.title, found.authors, found.published_edtf) == (
        "Blast hits a market in Kirkuk",
        ("Jane Doe",),
        "2021-03-03",
    )
    assert [kind for kind, _ in said].count("paragraph") == 31
    assert "on the crowded market this year, said a long-serving officer who had" in found.text


def test_what_runs_on_every_page_is_boilerplate() -> None:
    found = document("a.pdf", bytes(paper().output()))
    running = Counter(re.sub(r"\d+ of", "n of", words) for kind, words in kinds(found) if kind == "boilerplate")
    assert set(running) == {"The Daily Example - 3 March 2021", "Page n of 3"}
    assert len(set(running.values())) == 1
    assert not any("Page" in words for kind, words in kinds(found) if kind == "paragraph")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["in the mar-", "ket of"], "in the market of"),
        (["a zorbla-", "tion of"], "a zorblation of"),
        (["of al-", "zorba in"], "of al-zorba in"),
        (["the zorbla-", "ting man"], "the zorblating man"),
        (["a well-", "known man"], "a well-known man"),
        (["the Anglo-", "American"], "the Anglo-American"),
        (["no\u00ad", "thing"], "nothing"),
        (["from 3-", "4 men"], "from 3- 4 men"),
        (["he said -", "and left"], "he said - and left"),
    ],
)
def test_a_word_is_put_together_only_where_that_is_certain(lines: list[str], text: str) -> None:
    assert joined(lines, Counter({"zorblating": 1, "well-known": 2})) == text


def test_columns_are_read_one_after_the_other() -> None:
    one = FPDF()
    one.add_page()
    one.set_font("times", size=10)
    words = "tells of the first town and of what its people said about the long war and about the talks that went on for a week."
    with one.text_columns(ncols=2, gutter=8, text_align="JUSTIFY") as columns:
        columns.write("\n".join(f"    Part {number} {words}" for number in range(30)))
    said = kinds(document("a.pdf", bytes(one.output())))
    assert said == [("paragraph", f"Part {number} {words}") for number in range(30)]


def test_a_scan_without_words_says_so() -> None:
    one = FPDF()
    picture = io.BytesIO()
    from PIL import Image

    Image.new("RGB", (30, 30), "white").save(picture, "PNG")
    for _ in range(2):
        one.add_page()
        one.image(picture, w=100)
    assert outcomes("a.pdf", bytes(one.output())) == [("a.pdf", "no_text_layer")]


def test_a_locked_file_says_so_and_one_locked_only_against_changes_is_read() -> None:
    one = paper()
    one.set_encryption(owner_password="owner", user_password="user")  # noqa: S106
    assert outcomes("a.pdf", bytes(one.output())) == [("a.pdf", "encrypted")]
    one = paper()
    one.set_encryption(owner_password="owner")  # noqa: S106
    assert document("a.pdf", bytes(one.output())).title == "Blast hits a market in Kirkuk"


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__
    monkeypatch.setattr(
        builtins,
        "__import__",
        lambda name, *rest: (_ for _ in ()).throw(ImportError(name)) if name == "pypdf" else real(name, *rest),
    )
    (one,) = parsed("a.pdf", b"%PDF-1.7\n")
    assert isinstance(one, Refusal)
    assert (one.reason, one.detail) == ("missing_parser", "PDF files: install dateline[pdf]")


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=60), st.integers(0, 4000))
def test_a_damaged_pdf_gives_a_document_or_a_refusal(rubbish: bytes, at: int) -> None:
    data = PDF[:at] + rubbish + PDF[at + len(rubbish) :]
    for one in parsed("a.pdf", data):
        assert isinstance(one, Document | Refusal)


def _small() -> bytes:
    one = FPDF()
    one.add_page()
    one.set_font("helvetica", size=11)
    one.multi_cell(0, 6, PROSE)
    return bytes(one.output())


PDF = _small()


def written() -> docx.document.Document:
    one = docx.Document()
    one.core_properties.author = "Typist"
    one.core_properties.language = "en-GB"
    one.add_heading("Blast hits market", 0)
    one.add_paragraph("By Jane Doe, March 3, 2021")
    one.add_heading("What police say", 1)
    body = one.add_paragraph(PROSE[:40])
    body.add_run("Nine hundred died in Atlantis.").font.hidden = True
    body.add_run(PROSE[40:])
    for words, style in (
        ("Four dead", "List Bullet"),
        ("We saw it all.", "Intense Quote"),
        ("The market after", "Caption"),
    ):
        one.add_paragraph(words, style=style)
    table = one.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kirkuk", "4"
    return one


def saved(one: docx.document.Document) -> bytes:
    out = io.BytesIO()
    one.save(out)
    return out.getvalue()


def test_word_styles_say_what_a_paragraph_is() -> None:
    found = document("a.docx", saved(written()))
    assert kinds(found) == [
        ("title", "Blast hits market"),
        ("byline", "By Jane Doe, March 3, 2021"),
        ("heading", "What police say"),
        ("paragraph", PROSE),
        ("list_item", "Four dead"),
        ("blockquote", "We saw it all."),
        ("caption", "The market after"),
        ("list_item", "Kirkuk · 4"),
    ]
    assert (found.title, found.authors, found.published_edtf, found.language) == (
        "Blast hits market",
        ("Jane Doe",),
        "2021-03-03",
        "en",
    )


def test_tracked_changes_are_read_as_accepted_and_links_kept() -> None:
    one = docx.Document()
    paragraph = one.add_paragraph("Police said ")
    for tag, words in (("w:del", "nine"), ("w:ins", "four people")):
        change, run = OxmlElement(tag), OxmlElement("w:r")
        text = OxmlElement("w:delText" if tag == "w:del" else "w:t")
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run(" died, ")
    link, run, text = OxmlElement("w:hyperlink"), OxmlElement("w:r"), OxmlElement("w:t")
    link.set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
        one.part.relate_to("https://b.example/x", RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
    )
    text.text = "the mayor"
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
    found = document("a.docx", saved(one))
    assert found.text == "Police said four people died, the mayor"
    assert [(found.text[one.start : one.end], one.href) for one in found.links] == [
        ("the mayor", "https://b.example/x")
    ]


def test_other_packages_are_no_word_files() -> None:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("[Content_Types].xml", "<x/>")
            archive.writestr("xl/workbook.xml", "<x/>")
        assert outcomes("a.xlsx", file.getvalue()) == [("a.xlsx", "unknown_format")]
    assert outcomes("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == [("a.docx", "encrypted")]
    for at in (40, 3000, -30):
        damaged = saved(written())
        assert [reason for _, reason in outcomes("a.docx", damaged[:at])] == ["bad_compression"]


OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier>urn:uuid:7</dc:identifier><dc:title>The Example Weekly</dc:title><dc:creator>Jane Doe</dc:creator><dc:publisher>The Example</dc:publisher>
<dc:date>2021-03-03</dc:date><dc:language>en</dc:language></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/><item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="nav"/><itemref idref="a"/><itemref idref="b"/><itemref idref="gone"/></spine></package>"""
CHAPTER = (
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>{}</h1><p>'
    + PROSE
    + "&#160;</p><blockquote>We saw it.</blockquote></body></html>"
)


def ebook(**parts: str) -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("mimetype", "application/epub+zip")
            archive.writestr(
                "META-INF/container.xml",
                '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>',
            )
            archive.writestr("OEBPS/a.opf", OPF)
            archive.writestr("OEBPS/text/one.xhtml", CHAPTER.format("First"))
            archive.writestr("OEBPS/text/two b.xhtml", CHAPTER.format("Second"))
            for name, content in parts.items():
                archive.writestr(name.replace("__", "/"), content)
        return file.getvalue()


def test_an_ebook_gives_its_parts_in_reading_order() -> None:
    first, second, third = parsed("a.epub", ebook())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Refusal)
    assert (first.source, first.title, second.title) == ("a.epub!/OEBPS/text/one.xhtml", "First", "Second")
    assert (first.authors, first.publisher, first.published_edtf) == (("Jane Doe",), "The Example", "2021-03-03")
    assert kinds(first) == [("title", "First"), ("paragraph", PROSE), ("blockquote", "We saw it.")]
    assert first.article_id != second.article_id
    assert (third.source, third.reason) == ("a.epub!/OEBPS/gone.xhtml", "bad_syntax")


def test_a_locked_ebook_says_so() -> None:
    rights = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    locked = rights.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    fonts = rights.format("http://www.idpf.org/2008/embedding")
    assert outcomes("a.epub", ebook(**{"META-INF__encryption.xml": locked})) == [("a.epub", "encrypted")]
    assert len(outcomes("a.epub", ebook(**{"META-INF__encryption.xml": fonts}))) == 3


MARKDOWN = f"""---
title: "Blast hits: a market"
author: [Jane Doe, John Roe]
date: 2021-03-03 10:00:00 +0100
tags: [war]
---

# Blast hits: a market

{PROSE} See [the report](https://b.example/x).

## What police say

> We saw
> it all.

- Four dead
- Nine wounded

| Place | Dead |
|---|---|
| Kirkuk | 4 |

<p hidden>Nine hundred died in Atlantis.</p>
"""


def test_markdown_is_read_as_it_is_shown() -> None:
    found = document("a.md", MARKDOWN.encode())
    assert (found.title, found.authors, found.published_edtf) == (
        "Blast hits: a market",
        ("Jane Doe", "John Roe"),
        "2021-03-03",
    )
    assert kinds(found) == [
        ("title", "Blast hits: a market"),
        ("paragraph", f"{PROSE} See the report."),
        ("heading", "What police say"),
        ("blockquote", "We saw it all."),
        ("list_item", "Four dead"),
        ("list_item", "Nine wounded"),
        ("list_item", "Place · Dead"),
        ("list_item", "Kirkuk · 4"),
    ]
    assert [link.href for link in found.links] == ["https://b.example/x"]


@pytest.mark.parametrize(
    ("text", "title", "edtf"),
    [
        ("# A *headline*\n\nWords of the piece.", "A headline", None),
        ('+++\ntitle = "TOML & co"\ndate = 2021-03-03\n+++\nWords of the piece.', "TOML & co", "2021-03-03"),
        ("Words of the piece.", None, None),
        ("---\nJust a line\n---\n\nWords of the piece.", None, None),
    ],
)
def test_front_matter_is_optional(text: str, title: str | None, edtf: str | None) -> None:
    found = document("a.md", text.encode())
    assert (found.title, found.published_edtf) == (title, edtf)
    assert "Words of the piece." in found.text


def test_broken_front_matter_and_drafts_are_refused() -> None:
    assert outcomes("a.md", b"---\ntitle: [\n---\nwords") == [("a.md", "bad_syntax")]
    assert outcomes("a.md", b"---\ndraft: true\n---\nwords") == [("a.md", "ignored")]
