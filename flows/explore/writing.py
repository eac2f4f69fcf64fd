"""Decisions made in the page: who may make them, and the command that makes each.

A command is a process of its own, with the warehouse's lock and checks: DuckDB has one instance of a file in a process,
and that of the pages is sealed.
"""

from __future__ import annotations

import hmac
import secrets
import subprocess
import sys
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from flows.errors import EXIT_CODES, BusyError, DatelineError
from flows.explore.rendering import page_url
from flows.warehouse import Warehouse

LONGEST = 20_000  # bytes of a form
#: What a form may ask for: the command, and whether it says who decides.
COMMANDS = {
    "accept": (("review", "accept"), True),
    "reject": (("review", "reject"), True),
    "edit": (("review", "edit"), True),
    "undo": (("review", "undo"), False),
    "merge": (("merge",), True),
    "split": (("split",), True),
    "unmerge": (("undo",), False),
}
PAIRS = ("merge", "split", "unmerge")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person decides: a warehouse, who they are, and what only pages of this start know."""

    house: Warehouse
    by: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    async def decide(self, request: Request) -> Response:
        """Make the decision that a form of our own pages asks for, and lead to what it is on.

        Raises:
            HTTPException: it is no such form, another run is writing, or the decision can't be made.
        """
        form = await _form(request)
        if not self._is_ours(request, form):
            raise HTTPException(403, "Decisions are taken from these pages alone, as opened since the start.")
        action, record = form.get("action", ""), form.get("record", "")
        if action not in COMMANDS:
            raise HTTPException(400, "No such decision.")
        await run_in_threadpool(self._run, action, form)
        return RedirectResponse(page_url("id" if action in PAIRS else "review", record), status_code=303)

    def _is_ours(self, request: Request, form: dict[str, str]) -> bool:
        """Whether a page of this server sent it: the browser says so, and it knows the token."""
        own = f"http://{request.headers.get('host', '')}"
        is_from_here = request.headers.get("origin") == own
        is_same_site = request.headers.get("sec-fetch-site", "same-origin") == "same-origin"
        given = form.get("token", "").encode("utf-8", "surrogatepass")
        return is_from_here and is_same_site and hmac.compare_digest(given, self.token.encode("ascii"))

    def _run(self, action: str, form: dict[str, str]) -> None:
        words, is_signed = COMMANDS[action]
        values = [form.get("record", "")]
        if action in PAIRS:
            values.append(form.get("other", ""))
        if action == "edit":
            values.append(f"{form.get('column', '')}={form.get('value', '')}")
        options = ["--warehouse", str(self.house.root), *(["--by", self.by] if is_signed else [])]
        if any("\0" in value for value in values):
            raise HTTPException(400, "No such value.")
        command = [sys.executable, "-m", "flows.cli", *words, *options, "--", *values]
        # No shell; after `--` no word is an option.
        ended = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603
        if ended.returncode == EXIT_CODES[BusyError]:
            raise HTTPException(
                409, "A run is writing this warehouse: nothing was decided. Try again when it has ended."
            )
        if ended.returncode:
            raise DatelineError(ended.stderr.strip().rpartition("dateline: ")[2] or "the decision was not made")


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST:
            raise HTTPException(413, "That is too long.")
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise HTTPException(415, "Not a form.")
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict"))
    except ValueError:
        raise HTTPException(400, "Not a form.") from None
