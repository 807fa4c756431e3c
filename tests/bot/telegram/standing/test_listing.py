"""What stands is listed a page at a time."""

from __future__ import annotations

import pytest
from bot_scene import BACK, NEXT
from hypothesis import given
from hypothesis import strategies as st
from telegram_parser import parse_html

from bot.telegram.access import Place
from bot.telegram.asker import Asker
from bot.telegram.markup import MAX_LENGTH, words
from bot.telegram.phrases import load_phrases
from bot.telegram.shown_text import units
from bot.telegram.standing.listing import LONGEST, PER_PAGE, Entry, Listing, page_of, render_list
from bot.telegram.state.buttons import Action, Button
from index import Filters

ASKER = Asker(7, 7, Place.PRIVATE, None, Filters(), load_phrases(), 3, False)


def listing(count: int, text: str = "when?", chat: int = 7) -> Listing:
    """Return a list of so many entries."""
    entries = [Entry(100 + number, words(f"{number} {text}"), chat) for number in range(count)]
    return Listing("Watched:", entries, Action.UNWATCH, Action.WATCHES_PAGE)


def buttons(count: int, first: int) -> dict[str, Button]:
    """Return the buttons of a page, by their labels."""
    return {key.label: key.button for row in render_list(listing(count), first, ASKER).keys for key in row}


def test_a_short_list_is_one_page() -> None:
    """Each entry has a number and a button with it."""
    page = render_list(listing(2), 0, ASKER)
    assert parse_html(page.html).text == "Watched:\n1. 0 when?\n2. 1 when?"
    assert buttons(2, 0) == {"✕ 1": Button(Action.UNWATCH, "100:0"), "✕ 2": Button(Action.UNWATCH, "101:0")}


def test_a_long_list_has_pages() -> None:
    """Back and forth; numbers go on, and a button knows the page that it stands on."""
    assert buttons(25, 0)[NEXT] == Button(Action.WATCHES_PAGE, "10")
    middle = buttons(25, 10)
    assert middle[BACK] == Button(Action.WATCHES_PAGE, "0")
    assert middle[NEXT] == Button(Action.WATCHES_PAGE, "20")
    assert middle["✕ 11"] == Button(Action.UNWATCH, "110:10")
    assert set(buttons(25, 20)) == {BACK, *(f"✕ {number}" for number in range(21, 26))}


@pytest.mark.parametrize(("count", "first", "shown"), [(10, 10, 0), (11, 10, 10), (0, 10, 0), (25, 15, 10), (5, -3, 0)])
def test_a_page_that_is_no_longer_there_is_the_last(count: int, first: int, shown: int) -> None:
    """Its last entry has been taken away."""
    entries = list(range(count))
    assert list(page_of(entries, first)) == entries[shown : shown + PER_PAGE]


def test_what_is_told_elsewhere_says_where() -> None:
    """In private all of a person's is listed."""
    assert parse_html(render_list(listing(1, chat=-5), 0, ASKER).html).text == "Watched:\n1. 0 when? (in the group -5)"


def test_an_empty_list_is_its_head() -> None:
    """Without buttons."""
    page = render_list(listing(0), 0, ASKER)
    assert page.html == "<b>Watched:</b>"
    assert not any(page.keys)


@given(st.text(max_size=LONGEST - 3))
def test_a_page_fits_into_a_message(text: str) -> None:
    """Whatever its entries are made of, wherever they are told."""
    for filled in (text, "\U0001f9ed" * (LONGEST - 3)):
        html = render_list(listing(25, filled, chat=-1_009_999_999_999), 0, ASKER).html
        assert units(parse_html(html).text) <= MAX_LENGTH
