"""What a warehouse watches: the `[[sources]]` of `dateline.toml`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from flows.credentials import hidden, secrets_of
from flows.errors import NotFoundError

NAME = r"[a-z0-9][a-z0-9._-]{0,63}"
INTERVAL = re.compile(r"(\d{1,5})\s*(m|min|minutes?|h|hours?|d|days?)", re.IGNORECASE)
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
SHORTEST = timedelta(minutes=1)


class Kind(StrEnum):
    """What lies at a source's location."""

    FEED = "feed"  # RSS, Atom, JSON Feed
    SITEMAP = "sitemap"  # or an index of sitemaps
    WORDPRESS = "wordpress"  # the REST interface of a site
    PAGE = "page"
    FOLDER = "folder"  # or a file


def _schedule(value: str) -> str:
    if interval(value) is None and not is_cron(value):
        raise ValueError(f"{value!r} is neither a cron line (`0 * * * *`) nor an interval (`30m`, `6h`, `1d`)")
    return value


#: A cron line in UTC, or the time between two visits.
Schedule = Annotated[str, AfterValidator(_schedule)]


class Source(BaseModel):
    """One thing to watch."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(
        pattern=f"^{NAME}$", description="lower-case letters, digits, `.`, `_`, `-`; begins its articles' source"
    )
    location: str = Field(min_length=1, description="http or https address, or path")
    kind: Kind = Field(Kind.PAGE, description="feed, sitemap, wordpress, page or folder; guessed from the location")
    schedule: Schedule | None = Field(None, description="cron line in UTC or interval such as `30m`, `6h`, `1d`")
    pages: Literal["auto", "always", "never"] = Field(
        "auto", description="whether a feed's items are fetched from their pages: auto where they are summaries"
    )
    publisher: str | None = Field(None, description="for articles that name none")
    language: str | None = Field(None, description="ISO 639-1 code for articles whose language is not found out")
    columns: dict[str, str] | None = Field(
        None, description="in which column of a table each field of an article stands"
    )
    enabled: bool = Field(True, description="whether runs take it in")

    @model_validator(mode="before")
    @classmethod
    def _guess(cls, values: object) -> object:
        if isinstance(values, dict) and isinstance(values.get("location"), str) and not values.get("kind"):
            return {**values, "kind": guess_kind(values["location"])}
        return values

    @model_validator(mode="after")
    def _is_located(self) -> Self:
        if self.kind is not Kind.FOLDER and not is_web(self.location):
            raise ValueError(f"location {self.shown!r}: a {self.kind} needs an http or https address")
        if self.kind is Kind.FOLDER and is_web(self.location):
            raise ValueError(f"location {self.shown!r}: a folder needs a path")
        if is_web(self.location) and "@" in urlsplit(self.location).netloc:
            raise ValueError(f"location {self.shown!r}: an address with a user name; expected none")
        return self

    @property
    def secrets(self) -> frozenset[str]:
        """The credentials in the location."""
        return secrets_of(self.location)

    @property
    def shown(self) -> str:
        """The location as people may see it."""
        return hidden(self.location, self.secrets)


def _distinct(sources: list[Source]) -> list[Source]:
    names = [source.name for source in sources]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two sources are called {twice[0]!r}")
    return sources


Sources = Annotated[list[Source], AfterValidator(_distinct)]


def is_web(location: str) -> bool:
    """Whether a location is an http address, not a path."""
    return location.lower().startswith(("http://", "https://"))


def guess_kind(location: str) -> Kind:
    """The kind of source that a location looks like."""
    if not is_web(location):
        return Kind.FOLDER
    path = f"{urlsplit(location).path}?{urlsplit(location).query}".lower()
    if "/wp-json" in path:
        return Kind.WORDPRESS
    if "sitemap" in path:
        return Kind.SITEMAP
    if re.search(r"(?:^|[/.?=&_-])(?:feeds?|rss2?|atom|rdf)(?:[/.?=&_-]|$)|feed\.json", path) or path.endswith(".xml?"):
        return Kind.FEED
    return Kind.PAGE


def interval(schedule: str) -> timedelta | None:
    """The time between two visits that a schedule such as `30m` says; None where it is none."""
    match = INTERVAL.fullmatch(schedule.strip())
    if not match:
        return None
    length = timedelta(**{UNITS[match[2][0].lower()]: int(match[1])})
    return length if length >= SHORTEST else None


def next_window(schedule: str, after: datetime) -> datetime:
    """When the window of a schedule begins that comes first after a time."""
    from cronsim import CronSim

    length = interval(schedule)
    return after + length if length else next(CronSim(schedule, after.astimezone(UTC)))


def is_cron(schedule: str) -> bool:
    """Whether a schedule is a cron line."""
    from cronsim import CronSim, CronSimError

    try:
        CronSim(schedule, datetime.now(UTC))
    except CronSimError:
        return False
    return len(schedule.split()) == 5


def unnamed(location: str) -> Source:
    """A source that is visited once and has no name: its inputs are called after its address."""
    return Source.model_construct(
        name="", location=location, kind=guess_kind(location), pages="auto", publisher=None, language=None, columns=None
    )


def chosen(sources: list[Source], names: list[str] | None) -> list[Source]:
    """The sources of these names, or all that are enabled.

    Raises:
        NotFoundError: there is none of such a name.
    """
    if not names:
        return [source for source in sources if source.enabled]
    known = {source.name: source for source in sources}
    if missing := [name for name in names if name not in known]:
        raise NotFoundError(f"no source {missing[0]!r}; there are: {', '.join(known) or 'none'}")
    return [known[name] for name in names]
