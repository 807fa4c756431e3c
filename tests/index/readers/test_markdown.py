"""Markdown is read as a renderer would show it."""

from __future__ import annotations

import pytest

from index.readers import read
from index.segment import segment


def readings(text: str) -> list[str]:
    """Return what a person reads of a note."""
    return [sentence.reading for sentence in segment(read("a.md", text.encode()))]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *note*\n\nText.", "The note"),
        ("Text first.\n\n# The note\n", "The note"),
        ("## A part\n\n# The note #\n\n# Another\n", "The note"),
        ("The note\n===\n", "The note"),
        ("**The note: a title line**\n\nText.\n\n# A part", "The note: a title line"),
        ("> # Quoted\n\nText.", None),
        ("Only a line", None),
        ("Date: 2 May 2022\n\nText.", None),
    ],
)
def test_the_title_is_the_first_heading_of_level_one_or_a_title_line(text: str, title: str | None) -> None:
    """Without its markup; one in a quote is the quoted note's."""
    assert read("a.md", text.encode()).metadata.title == title


def test_a_title_line_is_not_read_as_a_sentence() -> None:
    """It is the heading of what follows."""
    (sentence,) = segment(read("a.md", b"The note: a title line\n\nThey agreed."))
    assert (sentence.reading, sentence.heading) == ("They agreed.", ("The note: a title line",))


def test_marks_inside_one_another_are_told_apart() -> None:
    """A quote marker inside a comment, emphasis inside a link, code that holds emphasis."""
    assert readings("> They <!-- a\n> b --> agreed.") == ["They agreed."]
    assert readings("See [the **new** note](a.md) and `*it*`.") == ["See the new note and *it*."]


def test_links_by_reference_are_read_as_their_words() -> None:
    """Where the note defines the label, in whatever case; other brackets are words."""
    text = "See [the note][N1], [the list][], [n1] and [that].\n\n[n1]: a.md\n[the list]: <b c.md> 'T'\n"
    assert readings(text) == ["See the note, the list, n1 and [that]."]


def test_code_keeps_its_marks() -> None:
    """What stands in a code block is read as it is."""
    assert readings("```\n**a** | [b](c)\n```\n") == ["**a** | [b](c)"]


def test_a_quote_in_a_list_and_a_list_in_a_quote() -> None:
    """Both keep their words, and their further lines' markers are not read."""
    assert readings("- one\n  > two\n  > three\n\n> - four\n>   five\n") == ["one", "two three", "four five"]
