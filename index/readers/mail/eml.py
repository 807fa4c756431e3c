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
    from collections.abc import Iterator

    from index.readers.extracted import Extracted
    from index.readers.mail.headers import Mail

MAX_BYTES = 1 << 27
"""128 MiB: no mail server takes a longer message."""
MAX_PARTS = 1_000
_BOUNDARY = re.compile(rb"(?:^|[\r\n])--[^\s-][^\r\n]*")
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
    with translated(source, "a mail"):
        return compose_message(source, _read(source, mail_in(source, content, "a mail")))


def mail_in(source: str, content: bytes, form: str) -> Mail:
    """Return the mail that a file holds, which is called so.

    Raises:
        ReadingError: it is none, is encrypted, or longer or of more parts than is read.
    """
    from index.readers.mail.headers import parse

    if len(content) > MAX_BYTES:
        raise ReadingError(f"{source} is longer than {MAX_BYTES >> 20} MiB", "save its attachments apart")
    if not _HEADER.search(content, 0, _HEADERS_LOOKED_AT):
        raise ReadingError(f"{source} is damaged, or is not {form}", "save it anew")
    _refuse(source, len(_BOUNDARY.findall(content)))
    mail = parse(content)
    if mail.get_content_type() in _ENCRYPTED:
        raise ReadingError(f"{source} is encrypted", "save it decrypted")
    return mail


def parts_of(source: str, mail: Mail) -> list[Mail]:
    """Return the parts that are no containers; a mail in the mail is one part.

    Raises:
        ReadingError: there are more than are read, or they are nested too deep.
    """
    parts = list(_parts(source, mail))
    _refuse(source, len(parts))
    return parts


def _read(source: str, mail: Mail) -> Message:
    from index.readers.mail.headers import day_of_header, words_of_header

    parts = parts_of(source, mail)
    attachments = Attachments()
    for number, part in enumerate(parts, start=1):
        if not _is_body(part) and _is_read(part):
            attachments.add(words_of_header(part.get_filename() or "") or _unnamed(part, number), _content(part))
    return Message(
        subject=words_of_header(mail.get("subject", "")),
        sender=words_of_header(mail.get("from", "")),
        to=", ".join(filter(None, (words_of_header(mail.get(name, "")) for name in ("to", "cc")))),
        date=words_of_header(mail.get("date", "")),
        day=day_of_header(mail.get("date", "")),
        plain=_first_body(parts, "text/plain"),
        html=_first_body(parts, "text/html"),
        attached=attachments.found,
        notices=attachments.notices,
    )


def _refuse(source: str, parts: int) -> None:
    if parts > MAX_PARTS:
        raise ReadingError(f"{source} holds more than {MAX_PARTS:,} parts", "save its attachments apart")


def _parts(source: str, mail: Mail, depth: int = 0) -> Iterator[Mail]:
    if depth > MAX_DEPTH:
        raise ReadingError(f"{source} holds parts in parts more than {MAX_DEPTH} deep", "save its attachments apart")
    inner = mail.get_payload()
    if mail.get_content_maintype() == "multipart" and isinstance(inner, list):
        for part in inner:
            if not isinstance(part, str):
                yield from _parts(source, part, depth + 1)
    else:
        yield mail


def _is_body(part: Mail) -> bool:
    """Return whether a part is meant to be read in the mail itself."""
    words = part.get_content_type() in ("text/plain", "text/html")
    return words and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_read(part: Mail) -> bool:
    kind = part.get_content_type()
    return part.get_content_maintype() not in _PASSED_OVER and kind not in _SIGNATURES


def _first_body(parts: list[Mail], kind: str) -> str:
    """Return the words of all the parts of a kind that are meant to be read in the mail."""
    bodies = (part for part in parts if part.get_content_type() == kind and _is_body(part))
    return "\n\n".join(words_of(part) for part in bodies)


def words_of(part: Mail) -> str:
    """Return the words of a part of text, by the letters that it says it is in, or else by those of Windows."""
    content = _content(part)
    try:
        return content.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return content.decode("cp1252", "replace")


def _content(part: Mail) -> bytes:
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        return b"\n".join(message.as_bytes() for message in inner if not isinstance(message, str))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _unnamed(part: Mail, number: int) -> str:
    """Return a name for a part that has none: the subject of a mail in the mail, or else its number."""
    from index.readers.mail.headers import words_of_header

    inner = part.get_payload()
    mail = inner[0] if isinstance(inner, list) and inner and not isinstance(inner[0], str) else part
    if mail is not part and (subject := one_line(words_of_header(mail.get("subject", "")))):
        return f"{subject[:_LONGEST_NAME].replace('/', '-')}.eml"
    return f"part-{number}{_SUFFIXES.get(part.get_content_type(), '')}"
