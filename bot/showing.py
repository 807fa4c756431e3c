"""What is shown of a briefing: its text today or at a moment, and the stretch of it that was asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import QuestionError, Span

if TYPE_CHECKING:
    import datetime as dt

    from index import Briefings, Filters, StoredDocument

# An offset of more digits is beyond any text, and slow to read.
_FORM = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Showing:
    """What is asked for.

    Attributes:
        source: the briefing.
        at: the offsets to mark, None for none.
        moment: when the briefing was as it is shown; None for now.
        no_sync: whether the index tells of it as it stands.
    """

    source: str
    at: Span | None = None
    moment: dt.datetime | None = None
    no_sync: bool = False


def read_span(flag: str, words: str) -> Span:
    """Return two offsets as a person wrote them (`412-530`).

    Raises:
        QuestionError: `words`, given by `flag`, are none.
    """
    form = _FORM.fullmatch(words.strip())
    if form is None or int(form[1]) >= int(form[2]):
        raise QuestionError(f"{flag} is {words!r}", "give two offsets, the lower first, such as 412-530")
    return Span(int(form[1]), int(form[2]))


def document_of(briefings: Briefings, showing: Showing, filters: Filters, flag: str) -> StoredDocument:
    """Return the briefing that is to be shown, its index brought up to date before where that is wanted.

    Args:
        briefings: where it is looked for.
        showing: what is asked for.
        filters: which briefings are told of.
        flag: how a message names what gave the offsets.

    Raises:
        QuestionError: there is none of this name, or the offsets are beyond its end.
        BriefbotError: as `Briefings.sync`.
    """
    if not showing.no_sync:
        briefings.sync()  # what is on disk now was visible, or is
    if showing.moment is None:
        document = briefings.indexed.document(showing.source, filters=filters)
    else:
        document = briefings.indexed.document_as_of(showing.source, showing.moment, filters=filters)
    length = len(document.text)
    if showing.at is not None and showing.at.end > length:
        what = f"{flag} is {showing.at.start}-{showing.at.end}, and {document.summary.source} has {length:,} characters"
        raise QuestionError(what, f"give offsets up to {length}")
    return document
