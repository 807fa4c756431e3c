"""Pieces of a message know what Telegram will make of them."""

from __future__ import annotations

import pytest
from telegram_parser import parse_html, parsed_as_meant

from bot.telegram.markup import (
    EXPANDABLE_FROM,
    LINE_END,
    MAX_ENTITIES,
    MAX_LENGTH,
    NOTHING,
    Markup,
    as_fits,
    bold,
    code,
    italic,
    joined,
    quote,
    struck,
    words,
)


def test_a_message_has_so_many_units_and_entities_and_not_one_more() -> None:
    """Telegram refuses a longer one, and passes over further entities in silence."""
    assert (MAX_LENGTH, MAX_ENTITIES) == (4096, 100)
    assert Markup("", 4096, 100).fits
    assert not Markup("", 4097, 0).fits
    assert not Markup("", 0, 101).fits


def test_length_counts_as_telegram_counts() -> None:
    """In UTF-16 code units, of what is shown and not of what is sent."""
    assert words("a & b").length == 5
    assert words("\N{GRINNING FACE}").length == 2
    assert words("e\u0301").length == 1
    assert bold("x").length == 1


@pytest.mark.parametrize(
    ("make", "kind"), [(bold, "Bold"), (italic, "Italic"), (code, "Code"), (struck, "Strikethrough")]
)
def test_each_kind_is_what_it_says(make: object, kind: str) -> None:
    """Whatever stands in it stays words; what shows nothing is no entity."""
    piece = make("<b>a</b> & \u202eb</i>")  # type: ignore[operator]
    parsed = parse_html(piece.html)
    assert parsed.kinds == (kind,)
    assert parsed.text == "<b>a</b> & b</i>"
    assert parsed_as_meant(piece)
    assert make(" \u202e\x00 ") == NOTHING  # type: ignore[operator]


def test_words_from_anywhere_are_words() -> None:
    """No tag, no entity, no mention of somebody by a link comes of them."""
    parsed = parse_html(words("<a href='tg://user?id=1'>Ada</a> &lt;i&gt; &#x202e;").html)
    assert (parsed.text, parsed.kinds) == ("<a href='tg://user?id=1'>Ada</a> &lt;i&gt; &#x202e;", ())


def test_a_quote_is_folded_from_a_length_on() -> None:
    """An empty one is left out: Telegram refuses it."""
    assert parse_html(quote(words("a" * (EXPANDABLE_FROM - 1))).html).kinds == ("BlockQuote",)
    assert parse_html(quote(words("a" * EXPANDABLE_FROM)).html).kinds == ("ExpandableBlockQuote",)
    assert quote(NOTHING) == NOTHING


def test_joined_leaves_out_what_shows_nothing() -> None:
    """There is never an empty line for it."""
    piece = joined((words("a"), NOTHING, words("\u202e"), bold("b")), LINE_END)
    assert parse_html(piece.html).text == "a\nb"
    assert joined((), LINE_END) == NOTHING


def test_as_fits_leaves_out_what_would_be_too_much() -> None:
    """And goes on with what still fits."""
    piece = as_fits((words("a" * 4000), words("b" * 200), words("c")), LINE_END)
    assert parse_html(piece.html).text == "a" * 4000 + "\nc"
    many = as_fits((bold("b") for _ in range(150)), LINE_END)
    assert many.entities == 100
