"""Who may come in: this machine by its own name, with the token."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from bot.secret import Secret

Refusal: TypeAlias = tuple[HTTPStatus, str]
"""Why a request is not answered: its status, and what is said."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Who may come in by one way.

    Attributes:
        hosts: the names that this machine is called by there; None where only this user's own processes come in.
        token: what a request has to bring; None where it needs none.
    """

    hosts: frozenset[str] | None = None
    token: Secret | None = None

    def refusal(self, host: str, authorization: str) -> Refusal | None:
        """Return why a request may not come in; None where it may.

        A name that somebody else gave this machine is how a web page gets at what is served here (DNS rebinding).
        """
        if self.hosts is not None and host.lower() not in self.hosts:
            return HTTPStatus.FORBIDDEN, "this is served to this machine alone; ask for 127.0.0.1"
        if self.token is not None and not _is_bearer(authorization, self.token):
            return HTTPStatus.UNAUTHORIZED, "the token is missing or wrong; send it as Authorization: Bearer TOKEN"
        return None


def _is_bearer(authorization: str, token: Secret) -> bool:
    scheme, _, words = authorization.partition(" ")
    given, right = (hashlib.sha256(one.encode("utf-8", "replace")).digest() for one in (words.strip(), token.reveal()))
    return hmac.compare_digest(given, right) and scheme.lower() == "bearer"
