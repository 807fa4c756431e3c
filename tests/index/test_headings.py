"""The path of headings is what stands in force above a line."""

from __future__ import annotations

from index.headings import HeadingPath


def test_a_heading_ends_those_of_its_level_and_deeper() -> None:
    """And leaves the ones above it in force."""
    headings = HeadingPath()
    paths = []
    for level, words in ((1, "A"), (3, "B"), (2, "C"), (2, "D"), (1, "E")):
        headings.enter(level, words)
        paths.append(headings.path)
    assert paths == [("A",), ("A", "B"), ("A", "C"), ("A", "D"), ("E",)]


def test_an_empty_heading_only_ends_others() -> None:
    """It has no words to show."""
    headings = HeadingPath()
    headings.enter(1, "A")
    headings.enter(2, "B")
    headings.enter(2, "")
    assert headings.path == ("A",)


def test_a_branch_does_not_change_what_it_came_from() -> None:
    """A quote's headings end with the quote."""
    headings = HeadingPath()
    headings.enter(1, "A")
    branch = headings.branch()
    branch.enter(2, "B")
    assert (headings.path, branch.path) == (("A",), ("A", "B"))
    branch.enter(1, "C")
    assert (headings.path, branch.path) == (("A",), ("C",))
