"""Visits to sources, on the terms that the settings set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.credentials import hidden
from flows.landing.listings import Listings
from flows.landing.state import State
from flows.landing.watching import Terms, Watching
from flows.settings import Settings
from flows.sources import Source, next_window
from flows.warehouse import Warehouse


def watching(settings: Settings, house: Warehouse, known: Callable[[str], str | None]) -> Watching:
    """Visits for a warehouse; `known` gives the hash of what it has of an input."""
    terms = Terms(
        settings.user_agent,
        settings.fetch_seconds,
        settings.max_fetch_bytes,
        settings.host_delay,
        settings.max_pages,
        frozenset(host.lower() for host in settings.allow_hosts),
    )
    listings = Listings(settings.limits)
    return Watching(house.raw, State.read(house.root), terms, known, settings.max_input_bytes, listings)


def watched(settings: Settings, folder: Path) -> list[dict[str, Any]]:
    """Each source of the settings, how it was found last on behalf of the warehouse in `folder`, and when it is due."""
    state, rows = State.read(folder), []
    for source in settings.sources:
        health = state.health.get(source.name)
        if health and health.location != source.location:
            health = None
        rows.append(
            {
                "name": source.name,
                "kind": str(source.kind),
                "location": source.shown,
                "schedule": source.schedule or settings.schedule,
                "status": (health.status if health else "new") if source.enabled else "off",
                "detail": hidden(health.detail, source.secrets) if health else "",
                "failures": health.failures if health else 0,
                "polled_at": health.polled_at if health else None,
                "succeeded_at": health.succeeded_at if health else None,
                "due_at": _due(source, settings, health.polled_at if health else None),
            }
        )
    return rows


def _due(source: Source, settings: Settings, polled_at: datetime | None) -> datetime | None:
    """When a source is to be visited next; None where no schedule says, or where it never was and is due now."""
    schedule = source.schedule or settings.schedule
    return next_window(schedule, polled_at) if schedule and polled_at and source.enabled else None


def troubles(house: Warehouse, since: datetime) -> dict[str, str]:
    """The sources that could not be had since then, and why."""
    health = State.read(house.root).health.items()
    return {
        name: f"{found.status}: {found.detail}"
        for name, found in health
        if found.status != "ok" and found.polled_at and found.polled_at >= since
    }
