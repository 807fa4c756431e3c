"""What a command line says of people and groups."""

from __future__ import annotations

import pytest

from bot.options import BoundTo
from bot.telegram.access import Binding, Role
from bot.telegram.bounds import binding_text, read_binding, read_id, read_role, unknown
from index import Classifications, SettingsError

MARKINGS = Classifications(("OPEN", "IN-CONFIDENCE"))


def test_roles_are_named() -> None:
    """In any letter case; none is none."""
    assert read_role(None) is None
    assert [read_role(word) for word in ("reader", " Contributor", "OWNER")] == list(Role)
    with pytest.raises(SettingsError, match="--role is 'boss'; give reader, contributor, owner"):
        read_role("boss")


@pytest.mark.parametrize(("word", "number"), [("123456789", 123456789), (" 5 ", 5), ("-1001234567890", -1001234567890)])
def test_numbers_are_of_people_or_of_groups(word: str, number: int) -> None:
    """Above 0 or below; what is said of one that nobody has says which."""
    assert read_id(word) == number
    assert ("telegram people" if number > 0 else "telegram groups") in unknown(number).todo


@pytest.mark.parametrize("word", ["", "0", "-0", "@ada", "1.5", "--5", "1_0", "٣", "9" * 17, "-"])
def test_what_is_no_number_is_refused(word: str) -> None:
    """A name is none: Telegram lets people change it."""
    with pytest.raises(SettingsError, match="is no number of Telegram's"):
        read_id(word)


def test_binding_is_what_the_options_say() -> None:
    """Each word once; nothing given binds to nothing."""
    assert read_binding(BoundTo(), MARKINGS) == Binding()
    bounds = BoundTo(["2022/*", "a.md", "2022/*"], ["trade"])
    assert read_binding(bounds, MARKINGS) == Binding(("2022/*", "a.md"), ("trade",))


def test_ceiling_is_one_of_the_markings() -> None:
    """However it is written; the nearest is named for one that is none."""
    assert read_binding(BoundTo(ceiling="in confidence"), MARKINGS) == Binding(ceiling="IN-CONFIDENCE")
    for given in ("confidense", ""):
        with pytest.raises(SettingsError, match=f"--ceiling is '{given}', which is no classification; the nearest is"):
            read_binding(BoundTo(ceiling=given), MARKINGS)


@pytest.mark.parametrize("bounds", [BoundTo(source=["a.md", ""]), BoundTo(tag=[" "])])
def test_empty_word_is_refused(bounds: BoundTo) -> None:
    """It would let everything in, or nothing."""
    with pytest.raises(SettingsError, match="is empty; leave it out, or say which"):
        read_binding(bounds, MARKINGS)


@pytest.mark.parametrize(
    ("binding", "words"),
    [
        (Binding(), "all briefings"),
        (Binding(("2022/*", "a.md")), "2022/*, a.md"),
        (Binding(tags=("trade", "fish")), "tagged trade or fish"),
        (Binding(("2022/*",), ("trade",), "RESTRICTED"), "2022/*, tagged trade, up to RESTRICTED"),
    ],
)
def test_binding_is_read_by_a_person(binding: Binding, words: str) -> None:
    """What is not bound is left out."""
    assert binding_text(binding) == words
