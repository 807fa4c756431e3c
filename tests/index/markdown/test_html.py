"""The words of an HTML block are what stands between its tags."""

from __future__ import annotations

import pytest

from index.markdown.html import html_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<div>\n<p>One.</p>\n<p>Two.</p>\n</div>", ["One.", "Two."]),
        ("<p>It is <b>so</b> <a href='x'>here</a>.</p>", ["It is <b>so</b> <a href='x'>here</a>."]),
        ("<!-- note -->", []),
        ("<!-- never closed", []),
        ("<p>a<!-- b -->c</p>", ["a", "c"]),
        ("<script>var a = 1;</script>\n<style>b {}</style>", []),
        ("<SCRIPT>a", []),
        ("<?php a ?>b", ["b"]),
        ("<!DOCTYPE html>\n<p>a", ["a"]),
        ("<td>a</td><td>b</td>", ["a", "b"]),
        ("<p>a\n\n> b</p>", ["a", "b"]),
        ("> <p>a</p>", ["a"]),
        ("<p> ... </p>", []),
        ("<i>a</i>", ["<i>a</i>"]),
    ],
)
def test_stretches_of_words_are_found(text: str, words: list[str]) -> None:
    """Tags that make a block part them, others stay inside."""
    assert [text[span.start : span.end] for span in html_words(text, 0, len(text))] == words


def test_only_the_block_is_looked_at() -> None:
    """What stands around it is none of its words."""
    text = "before <p>a</p> behind"
    assert [text[s.start : s.end] for s in html_words(text, 7, 15)] == ["a"]
