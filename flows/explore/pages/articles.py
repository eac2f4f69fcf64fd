"""All articles, the latest first."""

from __future__ import annotations

from typing import Any

from flows.explore.asking import Ask

PATH = "/articles"
A_PAGE = 50
ARTICLES = """
SELECT article_id, title, authors, publisher, published_edtf, source, length(text) AS length FROM articles
ORDER BY published_edtf DESC NULLS LAST, article_id LIMIT $count OFFSET $first
"""


def page(ask: Ask) -> dict[str, Any]:
    """One page of the list."""
    first = ask.number("first", 0)
    return {
        "articles": ask.rows(ARTICLES, count=A_PAGE, first=first),
        "first": first,
        "a_page": A_PAGE,
        "total": ask.row("SELECT count(*) AS count FROM articles")["count"],
    }
