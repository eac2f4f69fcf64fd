"""What a warehouse remembers of the web between runs: one small file, which costs only fetching again when it is lost.

It says nothing of what was loaded: that an input is as before counts only where the warehouse itself has those bytes.
So a run that was killed before it published has remembered nothing that could make a later one miss an article.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

NAME, CHECKSUM = "sources.json", "sha256"
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
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    @classmethod
    def read(cls, folder: Path) -> State:
        """What the warehouse in `folder` remembers; nothing, and a warning, where the file is damaged."""
        path = folder / NAME
        if not path.exists():
            return cls(path)
        try:
            values: dict[str, Any] = json.loads(path.read_text("utf-8"))
            if values.pop(CHECKSUM, None) not in (None, _checksum(values)):
                raise ValueError("its checksum is another")
            return cls(
                path,
                {host: _moment(until) for host, until in values["hosts"].items()},
                {name: Health(**_timed(row)) for name, row in values["health"].items()},
                {name: Visit(**_timed(row)) for name, row in values["visits"].items()},
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            logging.getLogger(__name__).warning(
                "%s is damaged (%s): every address of the sources is fetched again", path, type(error).__name__
            )
            return cls(path)

    def write(self) -> None:
        """Put the file in place of the one before, whole."""
        with self._lock:
            rows = {
                "hosts": {host: until.isoformat() for host, until in self.hosts.items()},
                "health": {name: _said(row) for name, row in self.health.items()},
                "visits": {name: _said(row) for name, row in self.visits.items()},
            }
            text = _text({**rows, CHECKSUM: _checksum(rows)})
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path.with_suffix(".tmp")
            temporary.touch(mode=0o600)  # addresses may hold credentials
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


def _text(rows: dict[str, Any]) -> str:
    return json.dumps(rows, ensure_ascii=True, sort_keys=True)


def _checksum(rows: dict[str, Any]) -> str:
    return hashlib.sha256(_text(rows).encode("ascii")).hexdigest()


def _said(row: Visit | Health) -> dict[str, Any]:
    values = asdict(row)
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _moment(value) if name.endswith("_at") and value else value for name, value in row.items()}


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)
