"""The fields of an article in a row, wherever they stand: as settings say, by their own name, or by a common one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from flows.errors import RejectError
from flows.parse.byline import clean_names
from flows.parse.encoding import SURROGATE
from flows.parse.keywords import keywords
from flows.parse.published import Published, published
from flows.parse.reading import Given
from schemas.codes.runs import Reason

#: Names under which datasets, site exports and schema.org keep the fields; without regard to case and punctuation.
ALIASES: dict[str, tuple[str, ...]] = {
    "text": ("body", "content", "article_text", "article_body", "full_text", "body_text", "content_text", "main_text",
             "maintext", "plain_text", "story", "article"),
    "html": ("content_html", "body_html", "article_html"),
    "title": ("headline", "head_line", "web_title", "article_title"),
    "published": ("date_published", "published_at", "published_date", "publication_date", "publish_date", "pub_date",
                  "date_publish", "published_time", "date"),
    "modified": ("updated", "date_modified", "modified_at", "updated_at", "last_modified", "modified_time",
                 "date_modify", "last_updated"),
    "url": ("link", "permalink", "web_url", "article_url", "canonical_url"),
    "authors": ("author", "byline", "creator", "writers", "journalist"),
    "publisher": ("publication", "outlet", "site_name", "newspaper", "source"),
    "section": ("article_section", "news_desk", "category"),
    "keywords": ("tags", "categories", "subjects", "news_keywords"),
    "language": ("lang", "in_language"),
    "id": ("guid", "uuid", "article_id", "external_id"),
}  # fmt: skip
FIELDS = tuple(ALIASES)
NAMED = ("name", "title", "rendered", "value")  # keys that hold the words of an object
MARKS = re.compile(r"[\W_]+")


class Fields:
    """A row seen as an article."""

    def __init__(self, values: Mapping[str, Any], columns: Mapping[str, str]) -> None:
        """`columns` gives a field's column, nested names parted by dots; an empty one says that there is none."""
        self._values, self._columns = values, columns
        self._by_name = {MARKS.sub("", str(name)).casefold(): name for name in reversed(list(values))}

    def has(self, field: str) -> bool:
        """Whether the row has a column for the field, with a value or without."""
        if field in self._columns:
            return self._columns[field].split(".")[0] in self._values or self._columns[field] in self._values
        return any(MARKS.sub("", name) in self._by_name for name in (field, *ALIASES[field]))

    def is_guess(self, field: str) -> bool:
        """Whether the field was found only by a common name."""
        return field not in self._columns and field not in self._values

    def given(self) -> Given:
        """All that the row says besides the text; RejectError when a field has the wrong form."""
        return Given(
            external_id=self.string("id"),
            url=self.string("url"),
            title=self.string("title"),
            authors=self.authors(),
            published=self.published(),
            modified=self.modified(),
            section=next(iter(self.keywords("section")), None),
            keywords=self.keywords("keywords"),
            publisher=self.string("publisher"),
            language=self.string("language"),
        )

    def string(self, field: str, *, strip: bool = True) -> str | None:
        """A field of one string; RejectError when it is none, or no text."""
        for value, is_sure in self._found(field):
            value = _plain(value) if not is_sure or field in self._columns else value
            if field == "id" and isinstance(value, int):
                value = str(value)
            if isinstance(value, str):
                value = _clean(field, value)
                return (value.strip() or None) if strip else value
            if is_sure:
                raise RejectError(Reason.BAD_FIELD, f"{field}: {type(value).__name__}; expected a string")
        return None

    def published(self) -> Published | None:
        """When the piece was published; RejectError when that is said in a way that is not read."""
        for value, is_sure in self._found("published"):
            value = _plain(value)
            if isinstance(value, datetime | date):
                value = value.isoformat()
            if isinstance(value, str):
                when = published(_clean("published", value))
                if when is None:
                    raise RejectError(
                        Reason.BAD_FIELD, f"published: {value[:50]!r}; expected a date such as 2016-03-24"
                    )
                return when
            if is_sure:
                raise RejectError(Reason.BAD_FIELD, f"published: {type(value).__name__}; expected a string")
        return None

    def modified(self) -> datetime | None:
        """When the piece was last changed, where that is said in a way that is read."""
        for value, _ in self._found("modified"):
            said = value.isoformat() if isinstance(value, datetime | date) else _plain(value)
            if isinstance(said, str) and (when := published(_clean("modified", said))) and when.at:
                return when.at
        return None

    def keywords(self, field: str) -> tuple[str, ...]:
        """What the piece is filed under in a field, where that is said in words."""
        for value, _ in self._found(field):
            if said := keywords(_plain([one]) for one in (value if isinstance(value, list) else [value])):
                return said
        return ()

    def authors(self) -> tuple[str, ...]:
        """The authors' names; RejectError when they are no strings."""
        for value, is_sure in self._found("authors"):
            by_name = not is_sure or "authors" in self._columns
            if isinstance(value, str) and by_name:
                value = clean_names(value) or [value]
            names = [_plain(one) if by_name else one for one in (value if isinstance(value, list) else [value])]
            if all(isinstance(name, str) for name in names):
                return tuple(_clean("authors", name).strip() for name in names if name.strip())
            if is_sure:
                raise RejectError(Reason.BAD_FIELD, f"authors: {str(value)[:50]!r}; expected a list of strings")
        return ()

    def _found(self, field: str) -> Iterator[tuple[Any, bool]]:
        """Values of a field that say something, and whether it is sure that they are meant for it."""
        if field in self._columns:
            path = self._columns[field]
            found = [(self._values.get(path, _at(self._values, path.split("."))), True)] if path else []
        else:
            names = (self._by_name.get(MARKS.sub("", name)) for name in ALIASES[field])
            found = [(self._values.get(field), True), *((self._values[name], False) for name in names if name)]
        return ((value, is_sure) for value, is_sure in found if value is not None and value not in ("", [], {}))


def _at(value: Any, path: list[str]) -> Any:
    """What stands at the end of nested names; of each element, where a list stands on the way."""
    if not path:
        return value
    if isinstance(value, list):
        return [found for one in value if (found := _at(one, path)) is not None]
    return _at(value.get(path[0]), path[1:]) if isinstance(value, Mapping) else None


def _plain(value: Any) -> Any:
    """The words of an object that has a name, or of a list of one."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        return next((value[key] for key in NAMED if isinstance(value.get(key), str)), value)
    return value


def _clean(field: str, value: str) -> str:
    if unusable := SURROGATE.search(value):
        raise RejectError(Reason.BAD_ENCODING, f"{field}: {unusable.group()!a} at character {unusable.start()}")
    return value
