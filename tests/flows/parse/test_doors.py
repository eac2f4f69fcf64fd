# ruff: noqa: E501
"""The same article through every door: the same blocks, the same word on who wrote it and when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.document import Document, Raw
from flows.landing.folder import land
from flows.parse import parse
from tests.bench.doors import DOORS, _articles

ARTICLES = [
    {
        "id": "7",
        "title": "Blast at Tallinn harbour kills dockers",
        "authors": ["Mari Tamm"],
        "published": "2021-03-03",
        "publisher": "The Daily Example",
        "language": "en",
        "text": "Two dock workers were killed and five people were injured on Tuesday when a bomb exploded at the harbour of "
        "Tallinn, police said.\n\nWhat the police say\n\nJaan Kask, better known as Abu Yusuf, was arrested on Wednesday in "
        'Riga. "We had watched him for months," said a Latvian police officer.\n\n> We are not afraid of bombs, and we go '
        "back to work.\n\nThe Baltic Front, a group led by Jaan Kask, claimed the attack in a letter to a newspaper.",
    },
    {
        "id": "8",
        "title": "Dockers in Riga walk out & stay out",
        "authors": ["Mari Tamm", "Juris Ozols"],
        "published": "2021-03-09",
        "publisher": "The Daily Example",
        "language": "en",
        "text": "About 300 dockers went on strike in Riga on Monday. The union said that pay had fallen by 12 percent since "
        "2019.\n\n- Work stopped at seven in the morning at both of the terminals\n- Nobody was hurt when the police came to "
        "clear the gate\n\nThe port < the city, as the mayor put it, would lose a million euros a day.",
    },
    {
        "id": "9",
        "title": "Correction on the harbour",
        "authors": [],
        "published": "2021-04",
        "publisher": "The Daily Example",
        "language": "en",
        "text": "The harbour of Tallinn opens again next week, its captain told reporters on Thursday after a long meeting.\n\n"
        "Correction: an earlier version of this article gave a wrong number of wounded dockers.",
    },
]


def through(door: str, articles: list[Document], folder: Path) -> dict[str | None, Document]:
    DOORS[door](articles, folder)
    raws = [raw for raw in land(folder, folder / ".kept") if isinstance(raw, Raw)]
    found = [one for raw in raws for one in parse(raw)]
    assert all(isinstance(one, Document) for one in found)
    return {one.url: one for one in found if isinstance(one, Document)}


def said(one: Document) -> tuple:
    blocks = [(s.kind.value, " ".join(one.text[s.start : s.end].lstrip("> -").split())) for s in one.segments]
    return (one.external_id, one.title, one.authors, one.published_edtf, one.publisher, one.language, blocks)


@pytest.mark.parametrize("door", [name for name in DOORS if name != "jsonl"])
def test_an_article_says_the_same_through_every_door(tmp_path: Path, door: str) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(one) + "\n" for one in ARTICLES), encoding="utf-8")
    articles = list(_articles(corpus, tmp_path / "kept", len(ARTICLES)))
    for name in ("jsonl", door):
        (tmp_path / name).mkdir()
    expected = through("jsonl", articles, tmp_path / "jsonl")
    found = through(door, articles, tmp_path / door)
    assert len(expected) == len(found) == len(ARTICLES)
    for address, one in found.items():
        has_id = door not in ("html", "warc")  # pages have no id but their address
        has_month = door in ("html", "warc")  # elsewhere a date is a moment, or is not given
        for ours, theirs in zip(said(one)[not has_id :], said(expected[address])[not has_id :], strict=True):
            assert ours == theirs or (theirs == "2021-04" and not has_month)
