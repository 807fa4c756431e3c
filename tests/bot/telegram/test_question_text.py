"""The words that ask."""

from __future__ import annotations

import datetime as dt

import pytest
from telegram import Chat, Message, User

from bot.telegram.access import Place
from bot.telegram.question_text import question_in

BOT = User(9, "Briefbot", True, username="My_Bot")
ADA = User(7, "Ada", False)
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def message(text: str | None, to: User | None = None) -> Message:
    """Return a message of Ada's, in reply to one of somebody's."""
    chat = Chat(-5, "group")
    replied = None if to is None else Message(1, NOW, chat, from_user=to, text="before")
    return Message(2, NOW, chat, from_user=ADA, text=text, reply_to_message=replied)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("what now?", "what now?"),
        ("  what now?\n", "what now?"),
        ("/ask what now?", "what now?"),
        ("/ask@My_Bot   what\nnow?", "what\nnow?"),
        ("/ask", ""),
        ("/ask /ask what", "/ask what"),
        ("@my_bot what now?", "@my_bot what now?"),
        (None, ""),
    ],
)
def test_in_private_all_words_ask(text: str | None, question: str) -> None:
    """Without the command before them."""
    assert question_in(message(text), Place.PRIVATE, BOT) == question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("what now?", None),
        ("/ask what now?", "what now?"),
        ("@My_Bot what now?", "what now?"),
        ("so @my_bot, what now?", "so , what now?"),
        ("what now, @MY_BOT", "what now,"),
        ("@my_bot", ""),
        ("@my_bot2 what now?", None),
        ("@my_bots what now?", None),
        ("ada@my_bot what now?", None),
        ("@@my_bot what", "@ what"),
        (None, None),
    ],
)
def test_in_a_group_the_name_asks(text: str | None, question: str | None) -> None:
    """The whole name, in any letter case, wherever it stands."""
    assert question_in(message(text), Place.GROUP, BOT) == question


def test_in_a_group_a_reply_to_the_bot_asks() -> None:
    """To the bot, and to nobody else."""
    assert question_in(message(" what now? ", BOT), Place.GROUP, BOT) == "what now?"
    assert question_in(message("what now?", ADA), Place.GROUP, BOT) is None


def test_a_bot_without_a_name_is_not_mentioned() -> None:
    """There is nothing that could be looked for."""
    assert question_in(message("@ what now?"), Place.GROUP, User(9, "Briefbot", True)) is None
