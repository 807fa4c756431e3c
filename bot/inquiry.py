"""What a front end asks the library: a question with all that bears on its answer, however it was put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from index import Answer, Briefings, Filters


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, and what it is asked of.

    Attributes:
        question: as it was typed.
        top_k: the most sentences that come back.
        filters: which documents may answer.
        moment: when the briefings were as they are asked; None for now.
        no_sync: whether the index answers as it stands.
    """

    question: str
    top_k: int
    filters: Filters
    moment: dt.datetime | None = None
    no_sync: bool = False


def answer_to(briefings: Briefings, inquiry: Inquiry) -> Answer:
    """Return the answer by what is on disk now, by the index as it stands, or as of a moment.

    Raises:
        BriefbotError: as `Briefings.ask`, `Briefings.indexed.ask` and its `ask_as_of`.
    """
    question, top_k, filters = inquiry.question, inquiry.top_k, inquiry.filters
    if inquiry.moment is None:
        ask = briefings.indexed.ask if inquiry.no_sync else briefings.ask
        return ask(question, top_k=top_k, filters=filters)
    if not inquiry.no_sync:
        briefings.sync()  # what is on disk now was visible, or is
    return briefings.indexed.ask_as_of(question, inquiry.moment, top_k=top_k, filters=filters)
