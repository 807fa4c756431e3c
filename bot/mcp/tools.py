"""The tools: what each is called, what it takes and gives, and what does the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.serving.desk import Desk
    from bot.wire import Json


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. All of them only read.

    Attributes:
        name: as programs call it.
        title: as people call it.
        description: what it is for, for a model that chooses among tools.
        takes: the schema of its arguments, by its name in the description of what is served.
        gives: the schema of its result.
        call: does the work.
    """

    name: str
    title: str
    description: str
    takes: str
    gives: str
    call: Callable[[object], Json]


def tools_of(desk: Desk) -> tuple[Tool, ...]:
    """Return the tools over some briefings."""
    return (
        Tool(
            "ask",
            "Ask the briefings",
            "Answer a question with sentences of the user's briefing notes, word for word, each with its source, its "
            "date and a citation. Where `answered` is false, the notes do not answer: the sentences are the nearest.",
            "AskRequest",
            "Answer",
            desk.ask,
        ),
        Tool(
            "show",
            "Show a briefing",
            "Give the text of one briefing, its sentences with their offsets, and what stands between two offsets.",
            "ShowRequest",
            "Document",
            desk.show,
        ),
        Tool(
            "sources",
            "List the briefings",
            "List the briefings with their titles, dates and tags, all or those that a glob, dates or tags choose.",
            "SourcesRequest",
            "Sources",
            desk.sources,
        ),
        Tool(
            "verify",
            "Check citations",
            "Tell whether citations still stand, have moved, changed or are gone.",
            "VerifyRequest",
            "Checks",
            desk.verify,
        ),
    )
