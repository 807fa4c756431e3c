"""Errors that leave what works with secrets, without them."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.telegram.errors import ServiceError
from bot.telegram.redact import without_secrets
from bot.variables import DEBUG
from index import BriefbotError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.secret import Secret


@contextmanager
def guarded(secrets: Sequence[Secret]) -> Iterator[None]:
    """Let no error out that holds a secret: not in its words, and not in a traceback that somebody may print.

    Raises:
        BriefbotError: as it was raised inside, without secrets; a ServiceError for what is raised by a bug, of which
            BRIEFBOT_DEBUG shows the traceback, without secrets as well.
    """
    try:
        yield
    except BriefbotError as error:
        raise type(error)(without_secrets(error.what, secrets), without_secrets(error.todo, secrets)) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a secret
        _show(error, secrets)
        what = without_secrets(f"this is a bug: {type(error).__name__}: {error}", secrets)
        raise ServiceError(what, "" if os.environ.get(DEBUG) else f"{DEBUG}=1 shows where") from None


def _show(error: Exception, secrets: Sequence[Secret]) -> None:
    if not os.environ.get(DEBUG):
        return
    import traceback

    sys.stderr.write(without_secrets("".join(traceback.format_exception(error)), secrets))
