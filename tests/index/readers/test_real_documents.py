"""Documents that others made are read as their own libraries and programs show them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from index.readers.extracted import Extracted

FOLDER = Path(__file__).parents[2] / "data" / "readers"
MODULES = {".docx": "docx", ".pptx": "pptx", ".xlsx": "xlsx", ".odt": "odt", ".eml": "mail.eml", ".html": "html"}
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in MODULES)


def read(name: str) -> Extracted:
    """Return what a document holds."""
    extracted: Extracted = import_module(f"index.readers.{MODULES[Path(name).suffix]}").extract(name, held(name))
    return extracted


def held(name: str) -> bytes:
    """Return a document's bytes."""
    return (FOLDER / name).read_bytes()


def said(found: Extracted) -> list[str]:
    """Return the words of each block."""
    return [found.text[block.span.start : block.span.end] for block in found.blocks]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("par-hyperlinks.docx", "Three hyperlinks: the first one here, the second one, and the third."),
        ("comments-rich-para.docx", "Some text worthy of note."),
        ("par-known-styles.docx", "Body Text"),
        ("sld-notes.pptx", "Notes"),
        ("tbl-cell.pptx", "d | e | f"),
        ("shp-embedded-xlsx.xlsx", "2"),
        ("styles.odt", "Table style 0 (rststyle-table-0) \u2013 the default table style"),
        ("msg_02.eml", "testing #1 (Barry A. Warsaw)"),
        ("msg_43.eml", "was blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN"),
        ("ch01-02-hello-world.html", "Now open the main.rs file you just created and enter the code in Listing 1-1."),
    ],
)
def test_a_sentence_of_each_is_found_whole(name: str, sentence: str) -> None:
    """In a block of its own, or at the start of one."""
    assert any(words.startswith(sentence) for words in said(read(name)))


def test_each_document_is_named_with_its_license() -> None:
    """And there are enough of them."""
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(FILES) >= 10
    assert all(name in told for name in FILES)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".docx")])
def test_word_documents_read_as_python_docx_reads_them(name: str) -> None:
    """Paragraph by paragraph; headings are in the text too."""
    from docx import Document

    paragraphs = [" ".join(paragraph.text.split()) for paragraph in Document(str(FOLDER / name)).paragraphs]
    assert read(name).text.split("\n\n") == [words for words in paragraphs if words]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pptx")])
def test_decks_read_as_python_pptx_reads_them(name: str) -> None:
    """As many pages as slides, and every word of every shape."""
    from pptx import Presentation

    deck = Presentation(str(FOLDER / name))
    found = read(name)
    assert len(found.pages) == len(deck.slides)
    for slide in deck.slides:
        for shape in slide.shapes:
            words = shape.text_frame.text if shape.has_text_frame else ""
            assert set(re.findall(r"\w+", words)) <= set(re.findall(r"\w+", found.text))


def test_the_comments_of_a_document_are_left_out() -> None:
    """python-docx finds them; no block holds their words."""
    from docx import Document

    comments = list(Document(str(FOLDER / "comments-rich-para.docx")).comments)
    assert comments
    assert not any(comment.text in read("comments-rich-para.docx").text for comment in comments if comment.text)


def test_a_digest_holds_its_mails() -> None:
    """Each is a file of its own, by its subject; the second has none."""
    names = [one.name for one in read("msg_02.eml").attached]
    assert names == [f"[Ppp] testing #{number}.eml" if number != 2 else "part-4.eml" for number in range(1, 6)]


def test_the_page_of_a_book_has_its_chapters_title() -> None:
    """And neither the book's menu nor its links to other chapters."""
    found = read("ch01-02-hello-world.html")
    assert found.metadata.title == "Hello, World!"
    assert "Keyboard shortcuts" not in found.text
    assert b"Keyboard shortcuts" in held("ch01-02-hello-world.html")
