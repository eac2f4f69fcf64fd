"""Table `duplicates`."""

from schemas import columns as c
from schemas.contract import Record, table


@table("duplicates", key=("article_id",), scope="derived")
class Duplicate(Record):
    """One article whose body is a copy of another's, and the original of them all: the one published first."""

    article_id: c.ArticleId
    duplicate_of: c.OriginalId
    duplicate_kind: c.DuplicateKind
    similarity: c.Similarity
