"""Credentials in addresses, which stand in settings because a source wants them, and have no business anywhere else.

What is kept to fetch with is the settings themselves and `sources.json`; all else gets `***` in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, unquote_plus, urlsplit

from flows.document import Document, Raw, Refusal

HIDDEN = "***"
#: Parameters of a query that hold credentials, by the end of their name: token, api_key, X-Amz-Signature …
NAMED = re.compile(r"(?:token|key|secret|password|passwd|pwd|signature|auth|credentials?)$|^(?:sig|pass|jwt)$", re.I)
#: Characters that a credential has to be known by wherever it stands; a shorter one only as the value of a parameter.
LONG = 8


def secrets_of(address: str) -> frozenset[str]:
    """The credentials in an address: name and password, and values of parameters that are called like one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return frozenset()
    said = [part.partition("=") for part in parts.query.split("&")]
    values = {value for name, _, value in said if NAMED.search(unquote_plus(name))}
    if "@" in parts.netloc:
        whole = parts.netloc.rpartition("@")[0]
        values |= {whole, whole.partition(":")[2]}
    return frozenset(values - {""})


def hidden(text: str, secrets: Iterable[str]) -> str:
    """The text without the secrets, however an address writes them."""
    for secret in sorted(secrets, key=lambda each: (-len(each), each)):
        forms = {form for each in (secret, unquote(secret)) for form in (each, quote(each, safe=""))}
        either = "|".join(re.escape(form) for form in sorted(forms, key=lambda each: (-len(each), each)))
        before = "" if len(secret) >= LONG else "(?:(?<==)|(?<=%3[Dd]))"
        text = re.sub(f"{before}(?:{either})(?![A-Za-z0-9])", HIDDEN, text)
    return text


def without_secrets[Landed: Raw | Document | Refusal](landed: Landed, secrets: frozenset[str]) -> Landed:
    """The same without the secrets in its addresses and in what is said of it; the text of an article stays."""
    if not secrets:
        return landed

    def clean(text: str | None) -> str | None:
        return hidden(text, secrets) if text else text

    said: dict[str, Any] = {name: clean(getattr(landed, name)) for name in _ADDRESSED[type(landed)]}
    if isinstance(landed, Document):
        links = tuple(replace(link, href=hidden(link.href, secrets)) for link in landed.links)
        return replace(landed, links=links, **said)
    if isinstance(landed, Raw):
        return replace(landed, secrets=secrets, **said)  # parsing needs the address as it is, to find links by
    return replace(landed, **said)


_ADDRESSED: dict[type, tuple[str, ...]] = {
    Raw: ("source",),
    Document: ("source", "external_id", "url"),
    Refusal: ("source", "detail", "payload"),
}
