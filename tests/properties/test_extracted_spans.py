"""Whatever is put into a file, its blocks are in order, apart, inside the text, and hold the words that went in."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import mail, saved, word

from index.readers.composing import Composer, clean, one_line
from index.readers.delimited import extract as extract_csv
from index.readers.docx import extract as extract_docx
from index.readers.extraction import document_of
from index.readers.html import extract as extract_html
from index.readers.mail.eml import extract as extract_eml
from index.records import BlockKind
from index.segment import segment

if TYPE_CHECKING:
    from index.readers.extracted import Extracted

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
plain = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z\u00e0-\u00ff]{1,8}){1,5}\.", fullmatch=True)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), words),
        st.tuples(st.just("text"), words),
        st.tuples(st.just("code"), words),
        st.tuples(st.just("aside"), words),
        st.tuples(st.just("row"), st.lists(words, min_size=1, max_size=4)),
        st.tuples(st.just("page"), st.none()),
    ),
    max_size=12,
)
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(found: Extracted) -> list[str]:
    """Assert what holds of everything extracted, and return the words of its sentences."""
    behind = -2
    for block in found.blocks:
        assert behind + 2 <= block.span.start < block.span.end <= len(found.text)
        assert behind < 0 or "\n\n" in found.text[behind : block.span.start]
        behind = block.span.end
    assert list(found.pages) == sorted(found.pages)
    assert all(0 <= page <= len(found.text) for page in found.pages)
    found.text.encode()
    sentences = segment(document_of("a.x", found))
    for sentence in sentences:
        assert found.text[sentence.span.start : sentence.span.end] == sentence.text
        assert sentence.page == (sum(page <= sentence.span.start for page in found.pages) or None)
    return [sentence.reading for sentence in sentences]


@given(steps)
@settings(deadline=None)
def test_whatever_is_composed_has_right_spans(parts: list[tuple[str, object]]) -> None:
    """And nothing but markup and what nobody sees is lost on the way."""
    composer = Composer("a")
    put: list[str] = []
    for step, argument in parts:
        if step == "heading":
            composer.heading(1, str(argument))
        elif step == "page":
            composer.page()
        elif isinstance(argument, list):
            composer.row(argument)
        else:
            getattr(composer, step)(argument)
        put.extend(argument if isinstance(argument, list) else [str(argument or "")])
    found = composer.finish()
    check(found)
    letters = [letter for part in put for letter in one_line(part) if letter.isalpha()]
    assert sorted(letter for letter in found.text if letter.isalpha()) == sorted(_without_markers(letters, found))


def _without_markers(letters: list[str], found: Extracted) -> list[str]:
    """Return the letters that went in, without those of list markers ("a) "), which are not read."""
    left = list(letters)
    kept = [letter for letter in found.text if letter.isalpha()]
    for letter in kept:
        left.remove(letter)
    assert len(left) <= 5 * sum(block.kind is BlockKind.ITEM for block in found.blocks)
    return kept


@given(st.lists(plain, min_size=1, max_size=5))
@slow
def test_sentences_come_through_word_for_word(sentences: list[str]) -> None:
    """In a Word document, a page, a mail."""
    document, message = word(), mail()
    for sentence in sentences:
        document.add_paragraph(sentence)
    message.set_content("\n\n".join(sentences))
    page = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in sentences)
    assert check(extract_docx("a.docx", saved(document))) == sentences
    assert check(extract_html("a.html", page.encode())) == sentences
    assert check(extract_eml("a.eml", message.as_bytes()))[-len(sentences) :] == sentences


@given(st.lists(st.tuples(plain, plain, plain), min_size=2, max_size=5))
@slow
def test_rows_come_through_cell_by_cell(rows: list[tuple[str, str, str]]) -> None:
    """Each with the heads of its columns, or as a row of its own where there are none."""
    table = "\n".join(",".join(row) for row in rows)
    readings = check(extract_csv("a.csv", table.encode()))
    if len(set(rows[0])) == 3:
        expected = ["; ".join(f"{head}: {cell}" for head, cell in zip(rows[0], row, strict=True)) for row in rows[1:]]
    else:
        expected = ["; ".join(row) for row in rows]
    assert readings == expected
    assert clean(table) == table
