"""Keep secrets out of logs, errors and crash reports: what is written is looked through when it is finished.

Python-telegram-bot's `repr(bot)`, `File.file_path` and some of its errors hold the token, and httpx logs every URL.
So it is not asked where a secret may come from: every record is looked at as the text that it has become.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.sanitize import sanitize
from bot.secret import HIDDEN
from bot.telegram.token_form import ANYWHERE, COLON, is_token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from bot.secret import Secret

LOGGER = "briefbot.telegram"
"""The logger of what is told here, and its parents' name for all others."""
_CHATTY = ("apscheduler", "faiss", "httpcore", "httpx", "telegram", "tornado", "watchfiles")
_NEXT_LINE = "\n  "  # what does not begin with a time is no line of ours
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def without_secrets(text: str, secrets: Iterable[Secret] = ()) -> str:
    """Return `text` with `***` for each secret, as it is or as a URL quotes it, and for all that looks like a token.

    Of a token also its second half alone, and what stands after its first half where it was cut off.
    """
    return _all(secrets).sub(HIDDEN, text)


def set_up_logging(secrets: Iterable[Secret], level: int) -> None:
    """Log to standard error, without secrets; what is not caught anywhere is logged as well.

    Args:
        secrets: what no line may hold.
        level: of what is told; libraries that log each call are told of from WARNING on.
    """
    root = logging.getLogger()
    for handler in tuple(root.handlers):
        root.removeHandler(handler)
    root.addHandler(_SafeHandler(secrets))
    root.setLevel(level)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(True)
    _log_what_nobody_catches()


class RedactingFormatter(logging.Formatter):
    """Writes a record, its traceback and its stack without secrets and without what a terminal would obey."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        """Hide `secrets`, and all that looks like a token."""
        super().__init__(_FORM)
        kept = tuple(secrets)
        self._whole, self._all = _whole(kept), _all(kept)

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished text; a record whose arguments do not fit its message is written as it stands."""
        try:
            text = super().format(record)
        except Exception as error:  # noqa: BLE001 - logging would print the record to standard error, as it is
            text = f"{record.levelname} {record.name}: {record.msg!r} {record.args!r} ({type(error).__name__})"
        # Before the rest, for an escape sequence that is taken out would take a part of a secret with it and leave the
        # other; and after it, for what is taken out of the middle of a secret makes it whole.
        lines = (sanitize(line) for line in self._whole.sub(HIDDEN, text).split("\n"))
        return self._all.sub(HIDDEN, _NEXT_LINE.join(lines))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - named by logging
        """Return the line of a record; no word in it begins a line of its own."""
        record.message = " ".join(record.message.splitlines())
        return super().formatMessage(record)


class _SafeHandler(logging.StreamHandler):  # type: ignore[type-arg] # its class takes no argument at run time
    """Writes to whatever is standard error at the time."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(RedactingFormatter(secrets))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - named by logging
        """Do nothing: standard error is gone, and logging would print the record as it is."""


def _log_what_nobody_catches() -> None:
    """Send what would be printed as a traceback to the log."""
    log = logging.getLogger(LOGGER)

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.critical("not caught", exc_info=(kind, error, trace))

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and arguments.exc_type is not SystemExit:
            uncaught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def unraisable(arguments: sys.UnraisableHookArgs) -> None:
        log.error("%s %r", arguments.err_msg or "not raised in", arguments.object, exc_info=arguments.exc_value)

    sys.excepthook, threading.excepthook, sys.unraisablehook = uncaught, in_thread, unraisable


def _whole(secrets: Iterable[Secret]) -> re.Pattern[str]:
    """Return what finds whole secrets."""
    return _any(form for secret in secrets for form in _forms(secret.reveal()))


def _all(secrets: Iterable[Secret]) -> re.Pattern[str]:
    """Return what finds secrets, what is left of a token that was cut off, and whatever looks like a token."""
    words = [secret.reveal() for secret in secrets]
    left = (rf"(?:bot)?{token.partition(':')[0]}{COLON}[a-z0-9_-]*" for token in words if is_token(token))
    return _any([*(form for each in words for form in _forms(each)), *left, ANYWHERE.pattern])


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the patterns, the longest where several do; of none, what finds nothing."""
    return re.compile("|".join(sorted(set(patterns), key=len, reverse=True)) or "(?!)", re.IGNORECASE)


def _forms(words: str) -> Iterator[str]:
    """Yield patterns of the forms that a whole secret is written in; of a token also that of its second half."""
    if words:
        yield from (re.escape(form) for form in (words, quote(words, safe=""), repr(words)[1:-1]))
    if is_token(words):
        yield re.escape(words.partition(":")[2])
