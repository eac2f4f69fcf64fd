"""The full-text index: which article has which words how often, in plain SQL, so that any DuckDB client can search.

It lies in a schema of its own, `fulltext`, and follows `main.articles`: bringing it up to date costs as much as the
articles that came or changed. The macro `search` of `warehouse/models/` ranks with it.
"""

from __future__ import annotations

import duckdb

#: Terms of a text: its words in lower case without accents, plurals by the S stemmer (Harman 1991) as singulars.
TERMS = r"""
CREATE OR REPLACE MACRO fulltext.terms(said) AS regexp_extract_all(
    regexp_replace(regexp_replace(regexp_replace(strip_accents(lower(said)),
        '([b-df-z])ies\b', '\1y', 'g'), '([b-df-np-z])es\b', '\1e', 'g'), '([a-rtv-z])s\b', '\1', 'g'),
    '[\p{L}\p{N}]+');
COMMENT ON MACRO fulltext.terms IS 'The terms of a text, as they stand in postings'
"""
TABLES = """
CREATE SCHEMA IF NOT EXISTS fulltext;
CREATE TABLE IF NOT EXISTS fulltext.postings
    (term VARCHAR NOT NULL, article_id VARCHAR NOT NULL, times INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS fulltext.indexed
    (article_id VARCHAR NOT NULL, content_hash VARCHAR NOT NULL, words INTEGER NOT NULL);
COMMENT ON TABLE fulltext.postings IS 'How often an article has a term, in headline and text; for search()';
COMMENT ON TABLE fulltext.indexed IS 'The articles that are indexed, as of which content, and their length in words'
"""
STALE = """
CREATE OR REPLACE TEMP TABLE fulltext_stale AS
SELECT i.article_id FROM fulltext.indexed i ANTI JOIN main.articles a
ON a.article_id = i.article_id AND a.content_hash = i.content_hash
"""
ADD = """
CREATE OR REPLACE TEMP TABLE fulltext_words AS
SELECT article_id, content_hash, unnest(fulltext.terms(concat_ws(' ', title, text))) AS term
FROM main.articles ANTI JOIN fulltext.indexed USING (article_id);
INSERT INTO fulltext.postings
SELECT term, article_id, CAST(count(*) AS INTEGER) FROM fulltext_words GROUP BY ALL ORDER BY term, article_id;
INSERT INTO fulltext.indexed
SELECT article_id, content_hash, CAST(count(*) AS INTEGER) FROM fulltext_words GROUP BY ALL ORDER BY article_id;
DROP TABLE fulltext_words
"""


def update(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the index that of the current articles."""
    connection.execute(TABLES)
    connection.execute(TERMS)
    connection.execute(STALE)
    for table in ("postings", "indexed"):
        connection.execute(f"DELETE FROM fulltext.{table} WHERE article_id IN (SELECT article_id FROM fulltext_stale)")
    connection.execute("DROP TABLE fulltext_stale")
    connection.execute(ADD)
