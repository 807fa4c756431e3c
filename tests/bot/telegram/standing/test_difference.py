"""Where two sentences differ is marked, and both read as they are."""

from __future__ import annotations

from hostile import texts
from hypothesis import given
from telegram_parser import parse_html, parsed_as_meant

from bot.telegram.shown_text import as_shown
from bot.telegram.standing.difference import mark_difference


def test_words_that_are_gone_are_struck_and_new_ones_bold() -> None:
    """Runs of them together; what both have stands plain."""
    old, new = mark_difference(
        "The ferry leaves at nine & returns.", "The new ferry leaves at half past ten & returns."
    )
    assert old.html == "The ferry leaves at <s>nine</s> &amp; returns."
    assert new.html == "The <b>new</b> ferry leaves at <b>half past ten</b> &amp; returns."


def test_texts_with_nothing_in_common_are_marked_whole() -> None:
    """The one as gone, the other as new."""
    assert [piece.html for piece in mark_difference("Yes <b>.", "No.")] == ["<s>Yes &lt;b&gt;.</s>", "<b>No.</b>"]


@given(texts, texts)
def test_whatever_they_hold_telegram_shows_both_as_they_are(old: str, new: str) -> None:
    """Marks change no word, and are counted as Telegram counts them."""
    for text, piece in zip((old, new), mark_difference(old, new), strict=True):
        if piece.length:  # Telegram takes no empty message
            assert parsed_as_meant(piece)
            assert parse_html(piece.html).text == as_shown(text)
        else:
            assert as_shown(text) == ""


@given(texts)
def test_the_same_text_has_no_marks(text: str) -> None:
    """However it is written."""
    for piece in mark_difference(text, f" {text}\n"):
        assert piece.entities == 0
