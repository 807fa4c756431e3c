"""The markup inside a block is found with its exact place, and every word stays."""

from __future__ import annotations

import pytest

from index.markdown.inline import inline_marks, link_labels
from index.reading import words_of
from index.records import Span


def shown(text: str, *labels: str) -> str:
    """Return what a renderer shows of a block."""
    span = Span(0, len(text))
    return words_of(text, span, inline_marks(text, span, lambda: frozenset(labels))).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain words", "plain words"),
        (r"\*not\* \\ and \a", r"*not* \ and \a"),
        ("`a*b*` c", "a*b* c"),
        ("``a ` b``", "a ` b"),
        ("`never closed *a*", "`never closed a"),
        ("``a` b", "``a` b"),
        ("[a](b)", "a"),
        ("[a *b*](<c d> 'e')", "a b"),
        ('[a](b "c) d")', "a"),
        ("[a](b(c)d) e", "a e"),
        ("[a](b (c)) d", "a d"),
        ("![a](b.png)", "a"),
        ("[![a](b)](c)", "a"),
        ("[a [b](c) d](e)", "[a b d](e)"),
        ("[a]", "[a]"),
        ("[a](b c)", "[a](b c)"),
        ("a] b", "a] b"),
        ("<https://a.example/b>", "https://a.example/b"),
        ("<a.b@c.example>", "a.b@c.example"),
        ("<b>a</b>", "a"),
        ("a<br>b", "a b"),
        ("a <div class='x'>b", "a  b"),
        ("a < b > c", "a < b > c"),
        ("<unknown>", "<unknown>"),
        ("a <!-- b --> c", "a   c"),
        ("a <!-- b <!-- c", "a <!-- b <!-- c"),
        ("a.[^1] b", "a. b"),
        ("**a** _b_ ~~c~~", "a b c"),
        ("*[a*](b)", "*a*"),
        ("a\\\nb", "a b"),
    ],
)
def test_what_is_markup_is_not_shown(text: str, words: str) -> None:
    """And what only looks like it is."""
    assert shown(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("[a][x y]", "a"), ("[X  Y][]", "X  Y"), ("[x Y]", "x Y"), ("[a][z]", "[a][z]"), ("[z][]", "[z][]")],
)
def test_a_reference_is_a_link_where_its_label_is_defined(text: str, words: str) -> None:
    """Letter case and white space in labels do not count."""
    assert shown(text, "x y") == words


def test_labels_are_those_that_lines_define() -> None:
    """Also in quotes; brackets in a line of prose define nothing."""
    text = "[A b]: c\r\n> [D]: <e>\nx [f]: g\n[h] i\n"
    assert link_labels(text) == {"a b", "d"}


def test_marks_are_in_order_and_only_inside_the_block() -> None:
    """Offsets count in the document; what stands outside is not looked at."""
    text = "*a* **b** `c` *d*"
    marks = inline_marks(text, Span(4, 13), frozenset)
    assert [(mark.span.start, mark.span.end) for mark in marks] == [(4, 6), (7, 9), (10, 11), (12, 13)]
    assert inline_marks(text, Span(1, 2), frozenset) == []


def test_only_what_stands_between_words_does_not_cling() -> None:
    """Comments and tags that break lines stand between; emphasis, links and addresses cling."""
    text = "a<!-- b --><br>*c*[d](e)"
    marks = inline_marks(text, Span(0, len(text)), frozenset)
    assert [mark.clings for mark in marks] == [False, False, True, True, True, True]


@pytest.mark.parametrize("piece", ["[", "![", "*", "_a", "`", "<!--", "<a ", "[](", "\\", "[a](", "[a]: ", "~", "``a"])
def test_much_of_one_mark_ends_soon(piece: str) -> None:
    """Time grows with the length, not with its square, and no word is lost."""
    text = piece * 20_000
    assert shown(text).count("a") == text.count("a")
