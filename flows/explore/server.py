"""The server: routes, what every answer carries, and how errors look."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.current import Current
from flows.errors import DatelineError, NotFoundError
from flows.explore.asking import Ask
from flows.explore.pages import pages
from flows.explore.rendering import render
from flows.explore.writing import Desk
from flows.warehouse import Warehouse

#: For queries, however greedy.
MEMORY = "2GB"
STATIC = Path(__file__).with_name("static")
#: Names this machine has for itself: a page of another site that rebinds its own name to 127.0.0.1 gets nothing.
HOSTS = ["127.0.0.1", "localhost"]
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    # With no-referrer, browsers would not say of our own forms where they come from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def application(house: Warehouse, desk: Desk | None = None) -> Starlette:
    """The pages over a warehouse, as an ASGI application; with a `desk`, decisions are made in them."""
    current, token = Current(house, MEMORY), desk.token if desk else ""
    routes = [
        Route(module.PATH, _endpoint(current, name, module, token), methods=["GET"]) for name, module in pages().items()
    ]
    writing = [Route("/review", desk.decide, methods=["POST"])] if desk else []
    return Starlette(
        routes=[*routes, *writing, Mount("/static", StaticFiles(directory=STATIC))],
        middleware=[Middleware(Armoured), Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)],
        exception_handlers={
            HTTPException: lambda _, error: _failure(error.status_code, error.detail),
            NotFoundError: lambda _, error: _failure(404, str(error)),
            DatelineError: lambda _, error: _failure(400, str(error)),
            duckdb.CatalogException: _outdated,
            duckdb.BinderException: _outdated,
            duckdb.Error: lambda _, error: _failure(500, str(error)),
        },
    )


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A socket that only this machine can reach.

    Raises:
        DatelineError: something else has the port.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            raise DatelineError(f"can't listen on port {port}: {error.strerror}") from None
        listener.listen()
        yield listener


class Armoured:
    """Gives every answer, errors too, the headers that keep its page from loading or running anything foreign."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers added."""

        async def armoured(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, armoured)


def _endpoint(current: Current, name: str, module: ModuleType, token: str) -> Callable[[Request], Response]:
    """Answers requests in a thread of Starlette's."""

    def answer(request: Request) -> Response:
        site = request.headers.get("sec-fetch-site", "none")
        with current.reading() as connection:
            ask = Ask(connection, request.path_params, request.query_params, site in {"none", "same-origin"})
            found: dict[str, Any] | str = module.page(ask)
        if isinstance(found, str):
            return RedirectResponse(found, status_code=303)
        return HTMLResponse(render(name, found, here=request.url.path, token=token))

    return answer


def _outdated(_: Request, error: Exception) -> Response:
    return _failure(500, f"An older dateline wrote this warehouse; `dateline rebuild` brings it up to date. {error}")


def _failure(status: int, detail: str) -> Response:
    return HTMLResponse(render("failure", {"status": status, "detail": detail}, here=""), status_code=status)
