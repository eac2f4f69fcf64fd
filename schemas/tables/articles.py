"""Table `articles`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("articles", key=("article_id",), wanted=("title", "published_edtf"))
class Article(Record):
    """The current version of one published piece."""

    article_id: c.ArticleKey
    version: c.Version
    external_id: c.ExternalId | None = None
    url: c.Url | None = None
    title: c.Title | None = None
    authors: c.Authors | None = None
    published_at: c.PublishedAt | None = None
    published_edtf: c.PublishedEdtf | None = None
    modified_at: c.ModifiedAt | None = None
    publisher: c.Publisher | None = None
    section: c.Section | None = None
    keywords: c.Keywords | None = None
    source: c.Source
    language: c.Language | None = None
    text: c.ArticleText
    content_hash: c.ContentHash
    run_id: c.RunOfArticle
    duplicate_of: c.DuplicateOf | None = None
    duplicate_kind: c.DuplicateKind | None = None
