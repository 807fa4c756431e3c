"""What people found right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.telegram.state.labels import Label, Labels
from bot.telegram.state.quotes import Quote
from bot.telegram.state.shown import ShownAnswer

if TYPE_CHECKING:
    from bot.telegram.state.database import Database

QUOTES = (Quote("a.md#1-2@12345678", "words"),)
SHOWN = ShownAnswer(-5, 7, 20, 21, "what was agreed", True, QUOTES)


def test_a_label_for_each_answer_the_last_word_counts(database: Database) -> None:
    """Oldest first, with all that `briefbot eval` needs."""
    labels = Labels(database)
    labels.keep(1, SHOWN, is_right=True, now=10.0)
    labels.keep(2, replace(SHOWN, question="and then", answered=False), is_right=True, now=11.0)
    labels.keep(1, SHOWN, is_right=False, now=12.0)
    assert labels.everything() == (
        Label(11.0, 7, "and then", QUOTES, False, True),
        Label(12.0, 7, "what was agreed", QUOTES, True, False),
    )
