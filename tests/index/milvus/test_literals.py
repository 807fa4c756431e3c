"""What gets into a filter expression is only ever a literal in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lite_server import needs_milvus

from index.milvus.literals import NOTHING, beginning, both, holding, none_of, one_of, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

_STRING = re.compile(r'"(?:[^"\\\r\n]|\\["\\nrt])*"')
"""A string of Milvus's grammar, with the escapes that milvus-lite knows."""


@pytest.fixture(scope="module")
def evaluate() -> Callable[[str], object]:
    """Return what milvus-lite's own parser makes of a literal."""
    needs_milvus()
    filters = pytest.importorskip("milvus_lite.search.filter.tokens")

    def value(literal: str) -> object:
        token, end = filters.tokenize(literal)
        assert end.kind is filters.TokenKind.EOF
        return token.value

    return value


@given(st.text())
def test_a_text_is_one_string_whatever_is_in_it(text: str) -> None:
    """Quotes, backslashes and line ends do not end it."""
    assert _STRING.fullmatch(quoted(text))


@given(st.text())
def test_a_server_reads_the_text_that_was_meant(evaluate: Callable[[str], object], text: str) -> None:
    """Not another one."""
    assert evaluate(quoted(text)) == text


def test_lists_of_values() -> None:
    """Of none is nothing true; of none is nothing left out."""
    assert one_of("document", [3, 5]) == "document in [3, 5]"
    assert one_of("source", ['a"b', "c"]) == 'source in ["a\\"b", "c"]'
    assert one_of("document", []) == NOTHING
    assert none_of("born", [7]) == "born not in [7]"
    assert none_of("born", []) == ""
    assert both("a == 1", "", "b == 2") == "(a == 1) and (b == 2)"


def test_signs_of_like_stand_for_any_one_character() -> None:
    """What they would match besides is looked at again by whoever asks."""
    assert holding("labels", "50%_a\\b") == 'labels like "%50__a_b%"'
    assert beginning("term", "fer") == 'term like "fer%"'
