"""A message of whatever format, and how it is composed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.composing import Composer, one_line
from index.readers.mail.body import compose_html, compose_plain
from index.records import Metadata

if TYPE_CHECKING:
    import datetime as dt

    from index.readers.extracted import Attached, Extracted

_LONGEST_LINE = 2_000
"""In characters: a message to hundreds keeps the first of them."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a mail says.

    Attributes:
        subject: what it is about, or nothing.
        sender: who sent it, as the message tells.
        to: who it went to.
        date: when it was sent, as the message tells.
        day: the same as a day where it can be read.
        plain: its body as plain text, or nothing.
        html: its body as HTML, or nothing; read only where there is no plain one.
        attached: the files that came with it.
        notices: what a person should know of the reading.
    """

    subject: str = ""
    sender: str = ""
    to: str = ""
    date: str = ""
    day: dt.date | None = None
    plain: str = ""
    html: str = ""
    attached: tuple[Attached, ...] = ()
    notices: tuple[str, ...] = ()


def compose_message(source: str, message: Message) -> Extracted:
    """Return what a message holds: its subject is the title and the heading of all the rest."""
    composer = Composer(source)
    composer.heading(0, message.subject)
    for label, words in (("From", message.sender), ("To", message.to), ("Date", message.date)):
        if words := one_line(words)[:_LONGEST_LINE]:
            composer.text(f"{label}: {words}")
    if message.plain.strip():
        compose_plain(composer, message.plain)
    elif message.html.strip():
        compose_html(composer, source, message.html)
    metadata = Metadata(title=one_line(message.subject) or None, date=message.day)
    return composer.finish(metadata, one_line(message.sender) or None, message.notices, message.attached)
