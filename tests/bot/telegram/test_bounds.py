"""What a command line says of people and groups."""

from __future__ import annotations

import pytest

from bot.options import Bounds
from bot.telegram.access import Binding, Role
from bot.telegram.bounds import binding_text, read_binding, read_role
from index import SettingsError


def test_roles_are_named() -> None:
    """In any letter case; none is none."""
    assert read_role(None) is None
    assert [read_role(word) for word in ("reader", " Contributor", "OWNER")] == list(Role)
    with pytest.raises(SettingsError, match="--role is 'boss'; give reader, contributor, owner"):
        read_role("boss")


def test_binding_is_what_the_options_say() -> None:
    """Each word once; nothing given binds to nothing."""
    assert read_binding(Bounds()) == Binding()
    assert read_binding(Bounds(["2022/*", "a.md", "2022/*"], ["trade"])) == Binding(("2022/*", "a.md"), ("trade",))


@pytest.mark.parametrize("bounds", [Bounds(source=["a.md", ""]), Bounds(tag=[" "]), Bounds(ceiling="")])
def test_empty_word_is_refused(bounds: Bounds) -> None:
    """It would let everything in, or nothing."""
    with pytest.raises(SettingsError, match="is empty; leave it out, or say which"):
        read_binding(bounds)


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
