"""The blocks of Markdown are told apart, and none of its words is lost."""

from __future__ import annotations

import pytest

from index.markdown.blocks import markdown_outline
from index.readers.markdown import MarkdownReader
from index.records import BlockKind


def blocks(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return kind, words and headings of each block."""
    outline = markdown_outline(text, 0, MarkdownReader().marks(text))
    return [(b.kind.value, text[b.span.start : b.span.end], b.heading) for b in outline.blocks]


def words(text: str) -> list[str]:
    """Return the words of each block."""
    return [found for _, found, _ in blocks(text)]


def test_headings_are_paths() -> None:
    """Of both kinds, without markup; an empty one only ends others."""
    text = "# A *b*\nc\n## D ##\ne\n\nF\n---\ng\n\n##\nh\n"
    assert blocks(text) == [
        ("paragraph", "c", ("A b",)),
        ("paragraph", "e", ("A b", "D")),
        ("paragraph", "g", ("A b", "F")),
        ("paragraph", "h", ("A b",)),
    ]


def test_prose_above_a_rule_is_no_heading() -> None:
    """Where the blank line above the rule was forgotten, the sentence is kept."""
    assert words("They agreed.\n---\nThen\n") == ["They agreed.", "Then"]
    assert words("One line\nand two\n---\n") == ["One line\nand two"]


@pytest.mark.parametrize("line", ["**Next steps**", "__Next steps:__", "**Next steps**:"])
def test_a_few_words_in_bold_alone_are_a_heading(line: str) -> None:
    """Below every other one."""
    assert blocks(f"### A\n\n{line}\n\nb\n\n## C\n\nd\n") == [
        ("paragraph", "b", ("A", "Next steps")),
        ("paragraph", "d", ("C",)),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "**They agreed.**",
        "**Next steps** are",
        "**Date:** today",
        "**a** and **b**",
        "- **Next steps**",
        "**" + "word " * 11 + "word**",
        "**Next steps**\n**too**",
    ],
)
def test_other_bold_lines_are_prose(line: str) -> None:
    """A sentence, a label, a list item or a long line."""
    found = [words for kind, words, _ in blocks(f"# A\n\n{line}\n\nb\n")]
    assert "".join(found).replace("\n", "") == line.removeprefix("- ").replace("\n", "") + "b"


def test_a_bold_line_at_the_very_end_is_kept() -> None:
    """With nothing below it, it may be all there is to say."""
    assert words("# A\n\nb\n\n**They agreed**\n") == ["b", "**They agreed**"]


def test_lists_nest() -> None:
    """Every item is a block, and so is a further paragraph of one."""
    text = "1. a\n   - b\n\n     c\n2. [x] d\n   goes on\n- [ ] e\n"
    assert [(kind, found) for kind, found, _ in blocks(text)] == [
        ("item", "a"),
        ("item", "b"),
        ("item", "c"),
        ("item", "d\n   goes on"),
        ("item", "e"),
    ]


def test_a_quote_s_headings_end_with_it() -> None:
    """They are the quoted note's."""
    assert blocks("# A\n> ## B\n> c\n\nd\n") == [("quote", "c", ("A", "B")), ("paragraph", "d", ("A",))]


def test_a_table_has_its_heads_and_rows() -> None:
    """A row without cells is none; one with too few or too many is kept."""
    text = "| A *x* | B |\n|---|---|\n| c | d |\n| | |\n| e |\nf | g | h\n"
    outline = markdown_outline(text, 0, MarkdownReader().marks(text))
    assert [text[b.span.start : b.span.end] for b in outline.blocks] == ["c | d", "e", "f | g | h"]
    assert {b.column_heads for b in outline.blocks} == {("A x", "B")}
    assert {b.kind for b in outline.blocks} == {BlockKind.ROW}


def test_a_table_of_one_column_needs_no_pipes() -> None:
    """Its rows are cells all the same."""
    text = "| A |\n|---|\n| b |\nc\n"
    assert [(kind, found) for kind, found, _ in blocks(text)] == [("row", "b"), ("row", "c")]


def test_prose_right_below_a_table_is_prose() -> None:
    """Its blank line forgotten, it is no row; in a quote it is a quote."""
    assert blocks("| A | B |\n|---|---|\n| c | d |\nThey agreed.\n")[-1][:2] == ("paragraph", "They agreed.")
    assert blocks("> | A | B |\n> |---|---|\n> They agreed.\n") == [("quote", "They agreed.", ())]


def test_each_line_of_code_is_a_block() -> None:
    """Fenced or indented, also in a list; blank lines are left out."""
    text = "```py\na = 1\n\n  b\n```\n\n    c\n\n- d\n  ~~~\n  e\n  ~~~\n"
    assert [(kind, found) for kind, found, _ in blocks(text)] == [
        ("code", "a = 1"),
        ("code", "b"),
        ("code", "c"),
        ("item", "d"),
        ("code", "e"),
    ]


def test_white_space_of_any_kind_is_no_code() -> None:
    """Nor is it the end of a line of code."""
    assert words("```\n# \x0c\n```\n") == ["#"]
    assert words("> ```\n> \x0c\n> \xa0a\xa0\n") == ["a"]


def test_html_keeps_its_words() -> None:
    """As a paragraph, or as what it stands in."""
    assert [b[:2] for b in blocks("<p>a</p>\n\n- <p>b</p>\n")] == [("paragraph", "a"), ("item", "b")]


def test_a_footnote_is_kept_and_a_link_s_target_is_not() -> None:
    """Also where it has one word only, which CommonMark takes for a target."""
    assert words("a[^1] [b]\n\n[^1]: note\n\n[b]: target\n\n[^2]: more words here\n") == [
        "a[^1] [b]",
        "note",
        "more words here",
    ]


def test_what_is_nested_too_deep_is_kept() -> None:
    """The parser gives it up; its words stay."""
    text = "> " * 300 + "agreed\n"
    assert words(text) == ["agreed"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing(end: str) -> None:
    """Spans still are exact."""
    text = "# A\n\nb\nc\n\n- d\n\n| E |\n|---|\n| f |\n\n```\ng\n```\n"
    other = text.replace("\n", end)
    assert [(k, w.replace(end, "\n"), h) for k, w, h in blocks(other)] == blocks(text)


def test_markdown_begins_behind_the_front_matter() -> None:
    """Offsets count in the whole text."""
    text = "front\n# A\nb\n"
    outline = markdown_outline(text, 6, MarkdownReader().marks(text))
    assert [text[b.span.start : b.span.end] for b in outline.blocks] == ["b"]
    assert outline.title == "A"
