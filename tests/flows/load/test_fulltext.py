"""The full-text index: words as they are looked up, always that of the current articles, ranked as BM25 says."""

from __future__ import annotations

import hashlib
import math

import duckdb
import pytest

from flows.load import fulltext, publish
from flows.warehouse import Warehouse
from schemas.contract import record_id
from schemas.tables.articles import Article
from schemas.tables.sentences import Sentence

TEXTS = {
    "Harbour": "A bomb went off at the harbour. Police searched the harbour all night.",
    "Bombings": "Three bombings in a week: the police have no lead.",
    "Weather": "It rained all week in Riga.",
}


def articles(run_no: int, texts: dict[str, str]) -> dict[str, list[Article | Sentence]]:
    """Articles with a headline and one sentence for each full stop."""
    found: dict[str, list[Article | Sentence]] = {"articles": [], "sentences": []}
    for title, text in texts.items():
        article_id, start = record_id("article", title), 0
        found["articles"].append(
            Article(
                article_id=article_id,
                version=run_no,
                title=title,
                source=f"{title}.txt",
                text=text,
                content_hash=hashlib.sha256(text.encode()).hexdigest(),
                run_id=record_id("run", run_no),
            )
        )
        for number, said in enumerate(text.split(". ")):
            span = {"char_start": start, "char_end": start + len(said)}
            found["sentences"].append(
                Sentence(article_id=article_id, sentence_no=number, segment_no=0, text=said, **span)
            )
            start += len(said) + 2
    return found


@pytest.fixture
def searched(house, publish_run_of) -> Warehouse:
    publish_run_of(house, 1, articles(1, TEXTS))
    return house


def titles(house: Warehouse, said: str) -> list[str]:
    with publish.connect(house) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM search(?)", [said]).fetchall()]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The Police's RAIDS, in Sint-Jans", ["the", "police", "s", "raid", "in", "sint", "jan"]),
        ("Škoda Éclair ŁÓDŹ", ["skoda", "eclair", "łodz"]),
        ("cities casualties atrocities", ["city", "casualty", "atrocity"]),
        ("blasts houses explosives", ["blast", "house", "explosive"]),
        ("gas virus mass focus", ["ga", "virus", "mass", "focus"]),
        ("32 died on 2016-03-22", ["32", "died", "on", "2016", "03", "22"]),
        ("كلمة 爆発", ["كلمة", "爆発"]),
        ("!?;--'\"", []),
    ],
)  # fmt: skip
def test_words_as_they_are_looked_up(rows, text, terms):
    assert rows.all("SELECT fulltext.terms(?) AS terms", text) == [{"terms": terms}]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("bomb", ["Harbour"]),
        ("BOMBING", ["Bombings"]),
        ("riga rain", ["Weather"]),
        ("week", ["Weather", "Bombings"]),
        ("harbour police", ["Harbour", "Bombings"]),
        ("submarine", []),
        ("", []),
        ("'; DROP TABLE articles; --", []),
        ("%", []),
    ],
)
def test_search_finds_words_and_ranks_them(searched, said, found):
    assert titles(searched, said) == found


def test_search_shows_the_sentence_that_says_most(searched):
    with publish.connect(searched) as connection:
        query = (
            "SELECT sentence, text[char_start + 1:char_end] FROM search(?, top := 1) JOIN articles USING (article_id)"
        )
        said = connection.execute(query, ["police harbour"]).fetchall()
        assert said == [("Police searched the harbour all night.",) * 2]
        assert len(connection.execute("FROM search('week', top := 1)").fetchall()) == 1


def test_the_score_is_bm25(searched):
    with publish.connect(searched) as connection:
        ((score,),) = connection.execute("SELECT score FROM search('harbour')").fetchall()
    lengths = [len(f"{title} {text}".split()) for title, text in TEXTS.items()]
    times, length, average = 3, lengths[0], sum(lengths) / 3
    idf = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    assert score == pytest.approx(idf * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / average)), abs=0.0001)


def test_the_index_follows_the_articles(searched, publish_run_of):
    publish_run_of(searched, 2, articles(2, {"Harbour": "Ships sail again.", "Storm": "A storm hit the harbour."}))
    assert titles(searched, "bomb") == []
    assert titles(searched, "sail") == ["Harbour"]
    assert titles(searched, "storm") == ["Storm"]
    publish.rebuild(searched)
    assert titles(searched, "sail storm") == ["Harbour", "Storm"] or titles(searched, "sail storm") == [
        "Storm",
        "Harbour",
    ]
    with publish.connect(searched) as connection:
        counts = "SELECT count(*), count(DISTINCT article_id) FROM fulltext.indexed"
        assert connection.execute(counts).fetchall() == [(4, 4)]
        twice = "SELECT term FROM fulltext.postings GROUP BY term, article_id HAVING count(*) > 1"
        assert connection.execute(twice).fetchall() == []


def test_what_is_indexed_is_not_indexed_again(searched):
    with duckdb.connect(str(searched.database)) as connection:
        connection.execute("UPDATE fulltext.postings SET times = 100 WHERE term = 'rained'")
        fulltext.update(connection)
        found = connection.execute("SELECT times FROM fulltext.postings WHERE term = 'rained'").fetchall()
    assert found == [(100,)]
