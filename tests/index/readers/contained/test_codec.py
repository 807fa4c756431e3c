"""What was taken out of a file crosses unchanged, and what no reader says is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from index.readers.contained.codec import from_message, to_message
from index.readers.contained.framing import FramingError, Message
from index.readers.extracted import Attached, Extracted
from index.records import Block, BlockKind, Metadata, Span

EXTRACTED = Extracted(
    text="Heads\n\nThe naïve words 𝄞 stand.\n\na | b\n",
    blocks=(
        Block(BlockKind.PARAGRAPH, Span(7, 31), ("Heads",)),
        Block(BlockKind.ROW, Span(33, 38), ("Heads",), ("One", "Two")),
    ),
    pages=(0, 7, 7, 39),
    metadata=Metadata("A title", dt.date(2022, 5, 31), ("x", "y"), "SECRET"),
    author="An author",
    notices=("no text on page 4",),
    attached=(Attached("a.pdf", b"%PDF"), Attached("b.txt", b"")),
)
MESSAGE = to_message(EXTRACTED)


def with_header(**changed: object) -> Message:
    """Return the message with another header."""
    return replace(MESSAGE, header={**MESSAGE.header, **changed})


def test_what_was_extracted_crosses_unchanged() -> None:
    """All of it."""
    assert from_message(MESSAGE) == EXTRACTED


@pytest.mark.parametrize(
    "changed",
    [
        {"blocks": [["paragraph", 0, 4, 0, 0], ["paragraph", 3, 9, 0, 0]]},
        {"blocks": [["paragraph", 0, 400, 0, 0]]},
        {"blocks": [["paragraph", -1, 4, 0, 0]]},
        {"blocks": [["paragraph", 4, 4, 0, 0]]},
        {"blocks": [["chapter", 0, 4, 0, 0]]},
        {"blocks": [["paragraph", 0, 4, 9, 0]]},
        {"blocks": [["paragraph", 0, 4, -1, 0]]},
        {"blocks": [["paragraph", 0.0, 4, 0, 0]]},
        {"blocks": [["paragraph", True, 4, 0, 0]]},
        {"blocks": [["paragraph", 0, 4, 0]]},
        {"blocks": [7]},
        {"blocks": {}},
        {"paths": [["a"], 7]},
        {"paths": [[7]]},
        {"pages": [1, 2]},
        {"pages": [0, 9, 8]},
        {"pages": [0, 4000]},
        {"pages": None},
        {"title": 7},
        {"date": "yesterday"},
        {"tags": "x"},
        {"notices": [["x"]]},
        {"attached": ["a.pdf"]},
    ],
)
def test_what_no_reader_says_is_refused(changed: dict[str, object]) -> None:
    """Spans out of order or of the text, pages that descend, other types."""
    with pytest.raises(FramingError):
        from_message(with_header(**changed))


@pytest.mark.parametrize("text", [b"\xff", b"\xed\xa0\x80"])
def test_a_text_is_utf8_without_surrogates(text: bytes) -> None:
    """And it has to be there."""
    with pytest.raises(FramingError, match="not UTF-8"):
        from_message(replace(MESSAGE, blobs=(text, *MESSAGE.blobs[1:])))
    with pytest.raises(FramingError, match="no text"):
        from_message(replace(MESSAGE, blobs=()))


def test_control_characters_are_spaces_and_offsets_stay() -> None:
    """Tab and line feed are none of them."""
    text = "a\0b\x1bc\rd\x85e\tf\ng"
    got = from_message(to_message(Extracted(text, ())))
    assert got.text == "a b c d e\tf\ng"


def test_labels_are_one_line_and_not_endless() -> None:
    """Whatever a file calls itself."""
    got = from_message(with_header(title="a\n\x1b[31m\ud800b" + "c" * 5_000, notices=["n" * 900] * 90))
    assert got.metadata.title is not None
    assert got.metadata.title.startswith("a [31m?b")
    assert len(got.metadata.title) == 1_000
    assert [len(notice) for notice in got.notices] == [500] * 50
