"""Templates, and how values are written: escaped by Jinja, and with no character that hides or reorders others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

#: Control characters, and those that embed, override or isolate a direction: they could make words read otherwise.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def render(name: str, values: Mapping[str, Any], here: str, token: str = "") -> str:
    """A page: the template of that name with these values; `here` is its own path, `token` lets its forms decide."""
    return _environment().get_template(f"{name}.html").render(values, here=here, token=token)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows.explore"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "code": code,
        "day": day,
        "number": number,
        "web": web_address,
        "excerpt": excerpt,
        "attach": attach,
    }
    environment.globals |= {"words_url": words_url, "page_url": page_url, "query_url": query_url}
    return environment


def shown(value: Any) -> Any:
    """A value as a page writes it: nothing for None, � for a character that hides or reorders others."""
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    return UNSEEN.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value


def code(value: str | None) -> str:
    """A code of a closed vocabulary in words: suicide_bombing is suicide bombing."""
    return (value or "").replace("_", " ")


def day(value: date | str | None) -> str:
    """A day, month or year of the calendar in words; other EDTF as it is."""
    said = "" if value is None else str(value)
    if not (found := EDTF_DAY.fullmatch(said)):
        return said
    year, month, day_of_month = found.groups()
    if month is None or not 1 <= int(month) <= len(MONTHS):
        return said
    named = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day_of_month)} {named}" if day_of_month else named


def number(value: float | None) -> str:
    """A number with a thin space between thousands."""
    if value is None:
        return ""
    whole = int(value) if float(value).is_integer() else value
    return f"{whole:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def excerpt(text: str | None, longest: int = 220) -> str:
    """The beginning of a text on one line, cut between words."""
    said = " ".join((text or "").split())
    return said if len(said) <= longest else said[:longest].rsplit(" ", 1)[0] + " …"


def attach(row: Mapping[str, Any], **values: Any) -> dict[str, Any]:
    """A row with other values."""
    return {**row, **values}


def web_address(value: str | None) -> str:
    """An address of the web as it is, and nothing for any other: no `javascript:`, no file."""
    try:
        parts = urlsplit(value or "")
    except ValueError:
        return ""
    return (value or "") if parts.scheme in {"http", "https"} and parts.netloc else ""


def page_url(kind: str, record_id: str) -> str:
    """The page of a record."""
    return f"/{kind}/{quote(record_id, safe='')}"


def words_url(article_id: str, char_start: int, char_end: int) -> str:
    """The article at these very words."""
    return f"{page_url('article', article_id)}?at={char_start}-{char_end}#c{char_start}"


def query_url(path: str, **values: Any) -> str:
    """A page with a query; values that say nothing are left out."""
    said = {name: value for name, value in values.items() if value not in (None, "", 0)}
    return f"{path}?{urlencode(said)}" if said else path
