"""What a warehouse remembers of the web between runs: one small file, which costs only fetching again when it is lost.

It says nothing of what was loaded: that an input is as before counts only where the warehouse itself has those bytes.
So a run that was killed before it published has remembered nothing that could make a later one miss an article.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

NAME = "sources.json"
#: How long what fails is left alone: doubled each time, from the first to the last of these.
SOONEST, LATEST = timedelta(minutes=5), timedelta(days=1)


@dataclass(slots=True)
class Visit:
    """The last visit to one address."""

    url: str  # asked for
    moved_to: str | None = None  # where it lies for good, as it said
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    media_type: str | None = None
    charset: str | None = None
    content_hash: str | None = None  # of what came last
    byte_count: int = 0
    said: str | None = None  # what the listing that led here said of it then, hashed
    reason: str | None = None  # why nothing came
    detail: str = ""
    failures: int = 0  # in a row
    retry_at: datetime | None = None

    def failed(self, reason: str, detail: str, now: datetime) -> None:
        """Note that nothing came, and when to try again: by the next run, and after that ever more rarely."""
        self.reason, self.detail = reason, detail
        self.retry_at = now + min(SOONEST * 2 ** min(self.failures, 20), LATEST) if self.failures else None
        self.failures += 1


@dataclass(slots=True)
class Health:
    """How a source is."""

    location: str
    status: str  # ok, unavailable, waiting, gone, refused
    detail: str = ""
    failures: int = 0  # runs in a row
    polled_at: datetime | None = None
    succeeded_at: datetime | None = None


@dataclass
class State:
    """The file, read and written."""

    path: Path
    hosts: dict[str, datetime] = field(default_factory=dict)  # until when each wants to be left alone
    health: dict[str, Health] = field(default_factory=dict)  # by source
    visits: dict[str, Visit] = field(default_factory=dict)  # by input
    _lock: RLock = field(default_factory=RLock, repr=False)

    @classmethod
    def read(cls, folder: Path) -> State:
        """What the warehouse in `folder` remembers; nothing, where the file is missing or damaged."""
        path = folder / NAME
        try:
            values: dict[str, Any] = json.loads(path.read_text("utf-8"))
            return cls(
                path,
                {host: _moment(until) for host, until in values["hosts"].items()},
                {name: Health(**_timed(row)) for name, row in values["health"].items()},
                {name: Visit(**_timed(row)) for name, row in values["visits"].items()},
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls(path)

    def write(self) -> None:
        """Put the file in place of the one before, whole."""
        with self._lock:
            rows = {
                "hosts": self.hosts,
                "health": {name: asdict(row) for name, row in self.health.items()},
                "visits": {name: asdict(row) for name, row in self.visits.items()},
            }
            text = json.dumps(rows, ensure_ascii=True, sort_keys=True, default=datetime.isoformat)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path.with_suffix(".tmp")
            with temporary.open("w", encoding="ascii") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self.path)

    def wait_of(self, host: str) -> datetime | None:
        """Until when a host wants to be left alone."""
        return self.hosts.get(host)

    def wait(self, host: str, until: datetime) -> None:
        """Leave a host alone until then; known at once, whatever becomes of the run."""
        with self._lock:
            self.hosts[host] = max(until, self.hosts.get(host, until))
            self.write()

    def note(self, source: str, visit: Visit) -> None:
        """Remember a visit."""
        with self._lock:
            self.visits[source] = visit

    def forget(self, prefix: str, but: set[str]) -> None:
        """Forget the visits of a source that its listing no longer leads to."""
        with self._lock:
            for name in [name for name in self.visits if name.startswith(prefix) and name not in but]:
                del self.visits[name]

    def report(self, name: str, location: str, status: str, detail: str, now: datetime) -> None:
        """Note how a source was found, for people, and keep all that was learned."""
        with self._lock:
            before = self.health.get(name)
            is_well = status == "ok"
            self.health[name] = Health(
                location,
                status,
                detail,
                0 if is_well else (before.failures if before else 0) + 1,
                now,
                now if is_well else (before.succeeded_at if before else None),
            )
            self.hosts = {host: until for host, until in self.hosts.items() if until > now}
            self.write()


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _moment(value) if name.endswith("_at") and value else value for name, value in row.items()}


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)
