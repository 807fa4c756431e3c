"""Patterns match what git's do, one path at a time."""

from __future__ import annotations

import pytest

from index.patterns import NO_PATTERNS, Patterns


@pytest.mark.parametrize(
    ("pattern", "matched", "unmatched"),
    [
        ("a.md", ["a.md", "x/a.md"], ["a.mdx", "ba.md", "x/a.md/b"]),
        ("/a.md", ["a.md"], ["x/a.md"]),
        ("x/a.md", ["x/a.md"], ["y/x/a.md"]),
        ("*.md", ["a.md", ".md", "x/y.md"], ["a.md.txt"]),
        ("x/*", ["x/a", "x/b.md"], ["x", "x/a/b"]),
        ("x/**", ["x/a", "x/a/b"], ["x", "y/x/a"]),
        ("**/a", ["a", "x/a", "x/y/a"], ["ba", "a/x"]),
        ("x/**/a", ["x/a", "x/y/a", "x/y/z/a"], ["xa", "x/ya"]),
        ("a?c", ["abc", "x/aéc"], ["ac", "a/c"]),
        ("x/a?c", ["x/abc"], ["x/a/c"]),
        ("[ab]c", ["ac", "bc"], ["cc", "c"]),
        ("[!ab]c", ["cc"], ["ac", "bc"]),
        ("x[^a-c]y", ["xdy"], ["xby", "x/y"]),
        ("[]a]", ["]", "a"], ["[]a]"]),
        ("[a-]", ["a", "-"], ["b"]),
        ("[[:digit:]x]", ["1", "x"], ["d", ":"]),
        ("[[:nothing:]]", [], ["n", ":"]),
        ("[z-a]b", [], ["b", "zb"]),
        ("[a", [], ["a", "[a"]),
        ("\\#a", ["#a"], ["a"]),
        ("\\!a", ["!a"], ["a"]),
        ("a\\*", ["a*"], ["ab"]),
        ("a\\", [], ["a", "a\\"]),
        ("a ", ["a"], ["a "]),
        ("a\\ ", ["a "], ["a"]),
        ("a\r\n", ["a"], ["a\r"]),
        ("(a|b)+", ["(a|b)+"], ["a", "ab"]),
        ("/", [], ["a", ""]),
        ("été*", ["été.md"], ["ete.md"]),
    ],
)
def test_a_pattern_matches_what_git_says(pattern: str, matched: list[str], unmatched: list[str]) -> None:
    """As gitignore(5) and git's wildmatch.c have it."""
    patterns = Patterns.of([pattern])
    assert [path for path in [*matched, *unmatched] if patterns.matches(path, folder=False)] == matched


def test_a_slash_at_the_end_means_a_folder() -> None:
    """A file of that name is another thing."""
    patterns = Patterns.of(["drafts/", "x/"])
    assert [patterns.matches("a/drafts", folder=folder) for folder in (True, False)] == [True, None]


def test_the_last_pattern_that_matches_decides() -> None:
    """An exclamation mark takes back what was matched before."""
    patterns = Patterns.of(["*.md", "!keep*.md", "keep.old.md"])
    assert [patterns.matches(path, folder=False) for path in ("a.md", "keep.md", "keep.old.md", "a.txt")] == [
        True,
        False,
        True,
        None,
    ]


@pytest.mark.parametrize("line", ["", "   ", "# a", "\n", "#"])
def test_what_is_no_pattern_matches_nothing(line: str) -> None:
    """Empty lines and comments."""
    assert not Patterns.of([line])
    assert not NO_PATTERNS
    assert Patterns.of(["a"])
    assert NO_PATTERNS.matches("a", folder=False) is None
