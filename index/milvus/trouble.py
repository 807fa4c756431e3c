"""The only place where the errors of pymilvus and of gRPC are told apart, each said once and in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import BriefbotError, CatalogError, DiskFullError, SettingsError, UnreachableError

if TYPE_CHECKING:
    from index.milvus.address import Address

_NOT_FOUND = {100, 4}
"""The server's new and old code of a collection that is not there (pymilvus `ErrorCode`; Milvus `merr`)."""
_NOT_LOADED = 101
_OVERLOADED = {8, 9}
"""Rate limit and denied writes (pymilvus `ErrorCode`)."""
_FULL = re.compile(
    r"no space left|file too large|disk quota|quota (?:exhausted|exceeded)|memory limit exceeded", re.IGNORECASE
)
_REFUSED = re.compile(r"unauthenticated|auth check failure|permission deny|permission_denied|invalid token", re.I)
_AWAY = re.compile(
    r"unavailable|deadline.exceeded|fail(?:ed)? connecting|connection refused|retry timeout|retry run out|"
    r"socket closed|closed channel|not healthy|channel closed|server is not ready|is not ready|no available|cancelled",
    re.IGNORECASE,
)
_UNPROVEN = re.compile(r"certificate.verify.failed|hostname mismatch|not match the target name", re.IGNORECASE)
_LENGTH = 160
"""Characters of what the server says that a line has room for."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a request.

    Attributes:
        error: what a person is told.
        passes: whether the same request may well succeed a moment later.
        unloaded: whether a collection has to be loaded first, as after a restart.
        absent: whether a collection is not there.
    """

    error: BriefbotError
    passes: bool = False
    unloaded: bool = False
    absent: bool = False


def foreign_errors() -> tuple[type[Exception], ...]:
    """Return what pymilvus and gRPC raise: a server that hangs gives gRPC's own error, not Milvus's."""
    import grpc
    from pymilvus.exceptions import MilvusException

    return MilvusException, grpc.RpcError, grpc.FutureTimeoutError


def trouble_of(error: Exception, address: Address, doing: str) -> Trouble:
    """Return what an error of `foreign_errors` means.

    Args:
        error: what was raised.
        address: of the store.
        doing: what was tried, as "searching".
    """
    code, said = _code_of(error), _said(error)
    if code == _NOT_LOADED or "not loaded" in said.lower():
        return Trouble(_away(address, "its collections are being loaded"), passes=True, unloaded=True)
    if code in _NOT_FOUND or re.search(r"collection .*(?:not found|does not exist|can't find)", said, re.IGNORECASE):
        return Trouble(CatalogError(f"there is no index at {address}", "run `briefbot index` to make it"), absent=True)
    if _FULL.search(said):
        return Trouble(DiskFullError(f"the store {address} has no room left ({said})", "give its server more"))
    if (kept_out := _kept_out(f"{said} {_said_before(error)}", address)) is not None:
        return Trouble(kept_out)
    if code in _OVERLOADED or _AWAY.search(said) or _is_transport(error):
        return Trouble(_away(address, said), passes=True)
    return Trouble(CatalogError(f"the store {address} refused {doing} ({said})", "see `briefbot doctor`"))


def _kept_out(said: str, address: Address) -> SettingsError | None:
    """Return what to tell where it is the settings that do not let anybody in, None where it is something else."""
    if _UNPROVEN.search(said):
        return SettingsError(
            f"the certificate of the store {address} is signed by nobody who is known here",
            "set GRPC_DEFAULT_SSL_ROOTS_FILE_PATH to the file of who signed it",
        )
    if _REFUSED.search(said):
        return SettingsError(
            f"the store {address} lets nobody in with this token", "set BRIEFBOT_STORE_TOKEN, or its file"
        )
    return None


def _away(address: Address, why: str) -> UnreachableError:
    return UnreachableError(f"the store {address} does not answer ({why})", "try again when its server does")


def _code_of(error: Exception) -> int:
    code = getattr(error, "code", 0)
    return code if isinstance(code, int) else 0


def _is_transport(error: Exception) -> bool:
    import grpc

    return isinstance(error, grpc.RpcError | grpc.FutureTimeoutError)


def _said_before(error: Exception) -> str:
    """Return all that the error under an error says: of connecting pymilvus itself only tells that it failed."""
    return _words(error.__cause__) if isinstance(error.__cause__, Exception) else ""


def _said(error: Exception) -> str:
    """Return what an error says, on one line that is not too long."""
    words = _words(error)
    return words if len(words) <= _LENGTH else f"{words[:_LENGTH]}…"


def _words(error: Exception) -> str:
    """Return what an error says, on one line."""
    words = getattr(error, "message", None)
    if not isinstance(words, str):
        details = getattr(error, "details", None)
        code = getattr(error, "code", None)
        parts = [str(part()) for part in (code, details) if callable(part)]
        words = " ".join(parts) or str(error)
    return " ".join(words.split())
