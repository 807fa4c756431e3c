"""The headers of a mail, read without trust: each is cut to a length that is read in time, and decoded as it should be.

The standard library's own structured headers (`email.policy.default`) take gigabytes for a few hundred kilobytes of
encoded words. Its older policy keeps headers as they stand.
"""

from __future__ import annotations

from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Mail
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

MAX_HEADER = 4_000
"""In characters: a message to hundreds keeps the first of them."""

__all__ = ["Mail", "day_of_header", "parse", "words_of_header"]


class _Bounded(Compat32):
    """Cuts headers, and reads bytes that should not stand in them as UTF-8."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return a header's name and value."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MAX_HEADER].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def parse(content: bytes) -> Mail:
    """Return a mail with all its parts."""
    return message_from_bytes(content, policy=_Bounded())


def words_of_header(value: object) -> str:
    """Return what a header says, its encoded words decoded; as it stands where they cannot be."""
    try:
        return str(make_header(decode_header(str(value))))
    except (MessageError, LookupError, ValueError):
        return str(value)


def day_of_header(value: object) -> dt.date | None:
    """Return the day that a date header tells, as its sender's clock had it, or None."""
    try:
        return parsedate_to_datetime(str(value)).date()
    except (ValueError, TypeError):
        return None
