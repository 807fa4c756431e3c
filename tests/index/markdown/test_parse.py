"""The parser sees the same lines and lengths as the document has."""

from __future__ import annotations

import pytest

from index.markdown.parse import MAX_NESTING, parse


def kinds(text: str) -> list[str]:
    """Return the types of the block tokens."""
    return [token.type for token in parse(text)[0]]


@pytest.mark.parametrize("space", ["\xa0", "\x0c", "\x0b", "\u2028", "\u3000", "\x85"])
def test_foreign_white_space_is_replaced_by_as_much(space: str) -> None:
    """In a blank line by spaces, so that it stays blank; elsewhere by what is no space."""
    text = f"{space}a{space}\n{space} \nb"
    assert parse(text)[1] == "\ufffda\ufffd\n  \nb"
    assert kinds(text).count("paragraph_open") == 2


def test_other_text_is_seen_as_it_is() -> None:
    """Tabs and line ends of all kinds included."""
    text = "a\tb\r\nc\rd \n"
    assert parse(text)[1] == text


def test_tables_and_definitions_are_found_and_inline_markup_is_not() -> None:
    """Finding that is not this parser's work."""
    tokens, _ = parse("| a |\n|---|\n| *b* |\n\n[c]: d\n")
    assert {"table_open", "definition"} <= {token.type for token in tokens}
    assert all(not token.children for token in tokens)


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    """Beyond the limit nothing is parsed."""
    assert kinds("> " * 5000 + "a").count("blockquote_open") <= MAX_NESTING
