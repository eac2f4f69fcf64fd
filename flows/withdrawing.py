"""People's withdrawals of pieces, and taking them back: each a run of its own that reads nothing."""

from __future__ import annotations

from dataclasses import replace

import duckdb

from flows import decided, withdrawals
from flows.errors import DatelineError, NotFoundError
from flows.load import publish
from flows.settings import now
from flows.warehouse import Warehouse
from schemas.tables.withdrawals import Withdrawal

FOUND = """
SELECT DISTINCT article_id FROM {articles}
WHERE article_id = $said OR external_id = $said OR url = $said OR source = $said ORDER BY 1
"""


class WithdrawalError(DatelineError):
    """A withdrawal that would change nothing."""


def withdraw(house: Warehouse, said: str, by: str, reason: str | None = None) -> Withdrawal:
    """The withdrawal of a piece, given by its id, external id, address or source; published.

    Raises:
        NotFoundError: there is no such piece.
        WithdrawalError: several are meant, or it is withdrawn already.
    """
    with house.locked():
        article_id, standing = _found(house, said)
        if standing:
            raise WithdrawalError(f"{said} is withdrawn already")
        at = publish.moment(house, now())
        made = Withdrawal(article_id=article_id, withdrawn_at=at, withdrawn_by=by, reason=reason)
        decided.publish_record(house, made, at)
    return made


def restore(house: Warehouse, said: str) -> Withdrawal:
    """The withdrawal of a piece, taken back: its latest text stands again; published.

    Raises:
        NotFoundError: there is no such piece.
        WithdrawalError: several are meant, or it is not withdrawn.
    """
    with house.locked():
        _, standing = _found(house, said)
        if not standing:
            raise WithdrawalError(f"{said} is not withdrawn")
        at = publish.moment(house, now())
        made = replace(standing, restored_at=at)
        decided.publish_record(house, made, at)
    return made


def _found(house: Warehouse, said: str) -> tuple[str, Withdrawal | None]:
    """The id of the piece that is meant, and its withdrawal where one stands."""
    publish.heal(house)
    with publish.connect(house) as connection:
        article_id = _piece(connection, said)
        standing = (each for each in withdrawals.standing(connection) if each.article_id == article_id)
        return article_id, next(standing, None)


def _piece(connection: duckdb.DuckDBPyConnection, said: str) -> str:
    """The one piece with this id, external id, address or source, current or withdrawn."""
    for articles in ("main.articles", "history.articles"):
        found = connection.execute(FOUND.format(articles=articles), {"said": said}).fetchall()
        if len(found) == 1:
            return str(found[0][0])
        if found:
            listed = ", ".join(article_id for (article_id,) in found)
            raise WithdrawalError(f"{said} is said of {len(found)} articles, say which by its id: {listed}")
    raise NotFoundError(f"no article has the id, address or source {said}")
