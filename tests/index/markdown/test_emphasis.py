"""Stars, underscores and tildes are emphasis by CommonMark's rules."""

from __future__ import annotations

import re

import pytest

from index.markdown.emphasis import match_runs, run_at


def shown(text: str) -> str:
    """Return a text without the characters that are emphasis."""
    runs = [run_at(text, *found.span(), 0, len(text)) for found in re.finditer(r"\*+|_+|~+", text)]
    gone = {at for start, end in match_runs(runs) for at in range(start, end)}
    return "".join(character for at, character in enumerate(text) if at not in gone)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*a*", "a"),
        ("**a**", "a"),
        ("***a** b*", "a b"),
        ("*a **b** c*", "a b c"),
        ("_a_ __b__", "a b"),
        ("~a~ ~~b~~", "a b"),
        ("in*side*", "inside"),
        ("*(a)*.", "(a)."),
        ("**“a”** b", "“a” b"),
        ("*a* *b*", "a b"),
    ],
)
def test_emphasis_is_markup(text: str, words: str) -> None:
    """In pairs, nested or inside words."""
    assert shown(text) == words


@pytest.mark.parametrize(
    "text",
    ["* a *", "a * b * c", "snake_case_name", "2 * 3 * 4", "*a", "a**", "_a_b", "~a~~", "*a_", "a*“b”*c", "a ** b"],
)
def test_other_stars_are_characters(text: str) -> None:
    """Alone, among spaces, of different length or inside a word that has underscores."""
    assert shown(text) == text


def test_a_run_longer_than_its_partner_is_used_in_part() -> None:
    """What is left over is a character; lengths whose sum is a multiple of three do not match inside words."""
    assert shown("**a*") == "*a"
    assert shown("*a**b*") == "a**b"
    assert shown("a***b***c") == "abc"


def test_crossing_pairs_close_the_inner_one_first() -> None:
    """The outer one's partner is then no emphasis."""
    assert shown("*a _b* c_") == "a _b c_"


def test_thousands_of_openers_end_soon() -> None:
    """Only so many are looked at; nothing is lost."""
    text = "*a_ " * 60_000
    assert shown(text).count("a") == 60_000
