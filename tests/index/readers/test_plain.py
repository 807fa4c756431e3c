"""Plain text is read with the structure that people type into it."""

from __future__ import annotations

import pytest

from index.readers import read
from index.records import BlockKind
from index.segment import segment

LETTER = """\
Patrol boat Tiare: new date

To:   Ms. Hana Brough
Date: 2 May 2024

THE DATE

She is late. We now plan
to hand her over in June.

Next steps
----------
Would you please:

  - tell the Premier;
  - ask whether
    it can be blessed.

    It matters to him.

> I was told
> of it.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_letter_is_read_as_its_writer_meant_it(end: str) -> None:
    """Title, headings, labelled lines, wrapped prose, items and a quote, whatever the line ends."""
    document = read("a.txt", LETTER.replace("\n", end).encode())
    title = "Patrol boat Tiare: new date"
    assert document.metadata.title == title
    assert [(s.kind.value, s.heading[1:], s.reading) for s in segment(document)] == [
        ("paragraph", (), "To: Ms. Hana Brough"),
        ("paragraph", (), "Date: 2 May 2024"),
        ("paragraph", ("THE DATE",), "She is late."),
        ("paragraph", ("THE DATE",), "We now plan to hand her over in June."),
        ("paragraph", ("Next steps",), "Would you please:"),
        ("item", ("Next steps",), "tell the Premier;"),
        ("item", ("Next steps",), "ask whether it can be blessed."),
        ("item", ("Next steps",), "It matters to him."),
        ("quote", ("Next steps",), "I was told of it."),
    ]
    assert {s.heading[0] for s in segment(document)} == {title}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The note\n========\nText.", "The note"),
        ("The note\n\nText.", "The note"),
        ("From: A. Latu\nSubject:  The \tboat\n\nText.", "The boat"),
        ("Title: The boat\n\nText.", "The boat"),
        ("From: A. Latu\n\nText.", None),
        ("Only a line", None),
        ("It is a sentence.\n\nText.", None),
        ("", None),
    ],
)
def test_the_title_is_the_first_line_or_labelled(text: str, title: str | None) -> None:
    """A lone line is no title, for it would be all there is."""
    assert read("a.txt", text.encode()).metadata.title == title


def test_a_title_is_above_every_other_heading() -> None:
    """However it is drawn under."""
    found = segment(read("a.txt", b"The note\n--------\nText.\n\nPart\n----\nMore."))
    assert [s.heading for s in found] == [("The note",), ("The note", "Part")]


def test_markup_of_other_formats_is_text() -> None:
    """Stars and pipes are only characters here."""
    (sentence,) = segment(read("a.txt", b"It is **4 | 5** <b>."))
    assert sentence.reading == "It is **4 | 5** <b>."


def test_an_indented_paragraph_is_prose_where_no_item_stands_above() -> None:
    """Letters indent their first lines."""
    (block,) = read("a.txt", b"    She is late.").blocks
    assert block.kind is BlockKind.PARAGRAPH
