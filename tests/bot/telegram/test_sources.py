"""Which briefing is meant, and who gets the whole of it."""

from __future__ import annotations

import pytest

from bot.telegram.access import Place, Role
from bot.telegram.asker import Asker
from bot.telegram.phrases import load_phrases
from bot.telegram.sources import may_have_file, named, nearest
from index import DocumentSummary, Filters


def note(source: str, title: str | None = None) -> DocumentSummary:
    """Return a briefing."""
    return DocumentSummary(source, title, None, (), None, 1, ())


NOTES = [
    note("2022/leaders.md", "Leaders' meeting"),
    note("2023/leaders.md"),
    note("2023/leaders-dinner.md"),
    note("trade/Honey Exports.md", "Zürich"),
    note("honey.txt"),
]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("2022/leaders.md", "2022/leaders.md"),
        ("2022/LEADERS.MD", "2022/leaders.md"),
        ("leaders-dinner.md", "2023/leaders-dinner.md"),
        ("leaders-dinner", "2023/leaders-dinner.md"),
        ("dinner", "2023/leaders-dinner.md"),
        ("honey.txt", "honey.txt"),
        ("honey", "honey.txt"),
        (" honey exports ", "trade/Honey Exports.md"),
        ("ZÜRICH", "trade/Honey Exports.md"),
        ("leaders' meet", "2022/leaders.md"),
    ],
)
def test_one_briefing_is_meant(name: str, source: str) -> None:
    """The more exactly it is named the sooner it counts."""
    assert named(name, NOTES) == source


@pytest.mark.parametrize("name", ["", "  ", "leaders", "leaders.md", "2023", "nothing", "*", "%", "../honey.txt"])
def test_none_or_several_are_meant(name: str) -> None:
    """Then none is sent."""
    assert named(name, NOTES) is None


def test_the_nearest_are_those_with_the_name_in_them_first() -> None:
    """Three at most, each once."""
    assert nearest("leaders", NOTES) == ("2022/leaders.md", "2023/leaders.md", "2023/leaders-dinner.md")
    assert nearest("hony.txt", NOTES)[0] == "honey.txt"
    assert nearest("zzzz", NOTES) == ()


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("least", [None, *Role])
def test_the_whole_file_is_for_a_role_in_private(place: Place, role: Role | None, least: Role | None) -> None:
    """From the least role of the settings on; nobody where they name none."""
    order = [None, *Role]
    asker = Asker(7, 7, place, role, Filters(), load_phrases(), 3, neighbors=False)
    may = least is not None and role is not None and order.index(role) >= order.index(least)
    assert may_have_file(asker, least) is (may and place is Place.PRIVATE)
