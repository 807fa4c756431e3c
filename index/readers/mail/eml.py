"""Internet messages (`.eml`): the standard library's parser, and bounds on what it may find."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import ReadingError
from index.readers.attachments import Attachments
from index.readers.composing import one_line
from index.readers.damage import translated
from index.readers.mail.message import Message, compose_message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from email.message import MIMEPart

    from index.readers.extracted import Extracted

MAX_BYTES = 1 << 27
"""128 MiB: no mail server takes a longer message."""
MAX_PARTS = 1_000
MAX_DEPTH = 50
_HEADERS_LOOKED_AT = 65_536
_PASSED_OVER = frozenset({"image", "audio", "video", "font"})
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_HEADER = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|mime-version|content-type|return-path)[ \t]*:", re.I | re.M
)
_LONGEST_NAME = 80
_SUFFIXES = {
    "text/plain": ".txt",
    "text/html": ".html",
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "text/csv": ".csv",
}


def extract(source: str, content: bytes) -> Extracted:
    """Return what an internet message holds; see `Extractor`."""
    if len(content) > MAX_BYTES:
        raise ReadingError(f"{source} is longer than {MAX_BYTES >> 20} MiB", "save its attachments apart")
    if not _HEADER.search(content, 0, _HEADERS_LOOKED_AT):
        raise ReadingError(f"{source} is damaged, or is not a mail", "save it anew")
    with translated(source, "a mail"):
        return compose_message(source, _read(source, content))


def _read(source: str, content: bytes) -> Message:
    from email import message_from_bytes
    from email.policy import default

    # A line that begins as a boundary does costs the parser; a part costs it more.
    if content.lower().count(b"\ncontent-type:") > MAX_PARTS:
        raise ReadingError(f"{source} holds more than {MAX_PARTS:,} parts", "save its attachments apart")
    mail = message_from_bytes(content, policy=default)
    if mail.get_content_type() in _ENCRYPTED:
        raise ReadingError(f"{source} is encrypted", "save it decrypted")
    parts = list(_parts(source, mail))
    plain = _first_body(parts, "text/plain")
    html = _first_body(parts, "text/html")
    attachments = Attachments()
    for number, part in enumerate(parts, start=1):
        if not _is_body(part) and _is_read(part):
            attachments.add(part.get_filename() or _unnamed(part, number), _content(part))
    return Message(
        subject=str(mail.get("subject", "")),
        sender=str(mail.get("from", "")),
        to=", ".join(str(mail[name]) for name in ("to", "cc") if mail[name]),
        date=str(mail.get("date", "")),
        day=_day(mail),
        plain=plain,
        html=html,
        attached=attachments.found,
        notices=attachments.notices,
    )


def _parts(source: str, mail: MIMEPart, depth: int = 0) -> Iterator[MIMEPart]:
    """Yield the parts that are no containers; a mail in the mail is one part."""
    if depth > MAX_DEPTH:
        raise ReadingError(f"{source} holds parts in parts more than {MAX_DEPTH} deep", "save its attachments apart")
    if mail.get_content_maintype() == "multipart" and mail.is_multipart():
        for part in mail.iter_parts():
            yield from _parts(source, part, depth + 1)
    else:
        yield mail


def _is_body(part: MIMEPart) -> bool:
    """Return whether a part is meant to be read in the mail itself."""
    words = part.get_content_type() in ("text/plain", "text/html")
    return words and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_read(part: MIMEPart) -> bool:
    kind = part.get_content_type()
    return part.get_content_maintype() not in _PASSED_OVER and kind not in _SIGNATURES


def _first_body(parts: list[MIMEPart], kind: str) -> str:
    """Return the words of all the parts of a kind that are meant to be read in the mail."""
    bodies = (part for part in parts if part.get_content_type() == kind and _is_body(part))
    return "\n\n".join(_words(part) for part in bodies)


def _words(part: MIMEPart) -> str:
    content = _content(part)
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")


def _content(part: MIMEPart) -> bytes:
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        return b"\n".join(message.as_bytes() for message in inner if not isinstance(message, str))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _unnamed(part: MIMEPart, number: int) -> str:
    inner = part.get_payload()
    subject = inner[0].get("subject") if isinstance(inner, list) and inner and not isinstance(inner[0], str) else ""
    if words := one_line(str(subject or "")):
        return f"{words[:_LONGEST_NAME].replace('/', '-')}.eml"
    return f"part-{number}{_SUFFIXES.get(part.get_content_type(), '')}"


def _day(mail: MIMEPart) -> dt.date | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(mail.get("date", ""))).date()
    except (ValueError, TypeError):
        return None
