"""A document is cut into sentences with exact spans, and each kind of block in its own way."""

from __future__ import annotations

from index.readers import read
from index.records import Block, BlockKind, Document, Metadata, Sentence, Span
from index.segment import segment


def sentences(text: str, source: str = "a.md") -> list[Sentence]:
    """Return the sentences of a note, their spans checked."""
    document = read(source, text.encode())
    found = segment(document)
    assert all(document.text[s.span.start : s.span.end] == s.text for s in found)
    return list(found)


def texts(text: str, source: str = "a.md") -> list[str]:
    """Return the texts of the sentences of a note."""
    return [sentence.text for sentence in sentences(text, source)]


def test_a_wrapped_line_goes_on_and_a_blank_line_ends() -> None:
    """A person sees the sentence with its white space folded; the text is as it stands."""
    found = sentences("The leaders\n  agreed. They\r\nmet\n\nagain")
    assert [s.text for s in found] == ["The leaders\n  agreed.", "They\r\nmet", "again"]
    assert [s.reading for s in found] == ["The leaders agreed.", "They met", "again"]


def test_ordinals_lines_headings_and_kinds_are_told() -> None:
    """Lines count from 1, at the sentence's first character."""
    found = sentences("# Note\n\nOne. Two\nis here.\n\n## Part\n- Three.\n> Four.\n\n    code()\n")
    assert [(s.ordinal, s.line, s.page, s.heading, s.kind.value) for s in found] == [
        (0, 3, None, ("Note",), "paragraph"),
        (1, 3, None, ("Note",), "paragraph"),
        (2, 7, None, ("Note", "Part"), "item"),
        (3, 8, None, ("Note", "Part"), "quote"),
        (4, 10, None, ("Note", "Part"), "code"),
    ]


def test_emphasis_belongs_to_the_sentence_that_it_marks() -> None:
    """The span takes in the marks at both ends, the reading has none."""
    found = sentences("**They agreed.** *It* was [signed](x.md). `It` holds")
    assert [(s.text, s.reading) for s in found] == [
        ("**They agreed.**", "They agreed."),
        ("*It* was [signed](x.md).", "It was signed."),
        ("`It` holds", "It holds"),
    ]


def test_emphasis_over_two_sentences_is_shared_by_them() -> None:
    """The first has its opening, the last its end; no span overlaps."""
    assert texts("A __They agreed. They left.__ Then.") == ["A __They agreed.", "They left.__", "Then."]


def test_a_mark_between_two_sentences_belongs_to_the_first() -> None:
    """Where no space parts them, it is in one span only."""
    assert texts("<b>They agreed.</b>They left.") == ["<b>They agreed.</b>", "They left."]


def test_a_row_is_one_sentence_that_reads_with_its_heads() -> None:
    """However many full stops it holds; the span leaves the outer pipes out."""
    found = sentences("| Who | What. |\n|---|---|\n| Dr. Osei. | He led. He spoke. |\n| | |\n")
    assert [(s.text, s.reading, s.kind) for s in found] == [
        ("Dr. Osei. | He led. He spoke.", "Who: Dr. Osei.; What.: He led. He spoke.", BlockKind.ROW)
    ]


def test_a_line_of_code_is_one_sentence() -> None:
    """Its marks are its own."""
    assert texts("```\nx = '*a. B*'\n\ny\n```") == ["x = '*a. B*'", "y"]


def test_the_markers_of_a_quote_s_further_lines_are_not_read() -> None:
    """They stand in the text, as it is verbatim."""
    for source in ("a.md", "a.txt"):
        (found,) = sentences("> We agreed\n> on it.", source)
        assert (found.text, found.reading) == ("We agreed\n> on it.", "We agreed on it.")


def test_what_reads_as_nothing_is_no_sentence() -> None:
    """A comment, an empty cell, a rule."""
    assert texts("<!-- They agreed. -->\n\n| a |\n|---|\n| |\n\n***\n") == []
    assert texts("") == []


def test_a_document_of_another_format_is_cut_without_markup() -> None:
    """Its reader, where this version has none, is not needed."""
    text = "They *agreed.* They left."
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, len(text))),)
    found = segment(Document("a.pdf", text, "0" * 64, Metadata(), blocks))
    assert [s.reading for s in found] == ["They *agreed.*", "They left."]
