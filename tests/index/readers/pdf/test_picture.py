"""What is highlighted on a page is the sentence, and nothing else."""

from __future__ import annotations

import ctypes
import io
import struct
import zlib
from itertools import groupby
from typing import TYPE_CHECKING

import pdf_files
import pypdfium2.raw as pdfium
import pytest

from index.errors import ReadingError
from index.readers.extraction import document_of
from index.readers.pdf import extract, read_pages
from index.readers.pdf.pdfium import opened, opened_page
from index.readers.pdf.picture import boxes_of, draw, glyphs_at
from index.segment import segment

if TYPE_CHECKING:
    from index.readers.pdf.shapes import Box
    from index.records import Sentence

FILES = ["briefing", "two_columns", "scanned", "ligatures", "long_table", "sideways"]


def sentences(content: bytes) -> tuple[Sentence, ...]:
    """Return a file's sentences."""
    return segment(document_of("a.pdf", extract("a.pdf", content)))


def under(page: object, box: Box) -> str:
    """Return the words that PDFium finds under a box."""
    buffer = (ctypes.c_ushort * 2_000)()
    inner = (box.left + 0.1, box.top - 0.1, box.right - 0.1, box.bottom + 0.1)
    count = pdfium.FPDFText_GetBoundedText(page, *inner, buffer, 2_000)
    return bytes(buffer)[: 2 * count].decode("utf-16-le").strip("\0")


def letters(words: str) -> str:
    """Return words without what a line's end puts into them or takes out of them."""
    return "".join(char for char in words if char.isalnum())


@pytest.mark.parametrize("name", FILES)
def test_the_words_under_the_boxes_are_the_sentence(name: str) -> None:
    """For every sentence, as far as it stands on its first page."""
    content = getattr(pdf_files, name)()
    with opened("a.pdf", content) as document:
        assembled = read_pages(document)
        for sentence in sentences(content):
            number, lines = glyphs_at(assembled, sentence.span.start, sentence.span.end)
            assert number is not None
            assert number + 1 == sentence.page
            with opened_page(document, number) as page:
                assert page is not None
                found = letters("".join(under(page.text, box) for box in boxes_of(page, lines)))
            following = assembled.pages[number + 1] if number + 1 < len(assembled.pages) else len(assembled.text)
            on_page = assembled.text[sentence.span.start : min(sentence.span.end, following)]
            assert found == letters(on_page.replace("|", ""))


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Return the width, the height and the rows of a picture."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, {}
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + content)
        parts[name] = content
        at += 12 + length
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    raw = zlib.decompress(parts[b"IDAT"])
    stride = 3 * width + 1
    return width, height, [raw[row * stride + 1 : (row + 1) * stride] for row in range(height)]


def _between_yellow(row: bytes) -> int:
    """Return how dark it gets between the first and the last yellow of a row, 255 where there is none."""
    dots = list(zip(row[::3], row[1::3], row[2::3], strict=True))
    yellow = [place for place, dot in enumerate(dots) if dot == (255, 224, 64)]
    return min((max(dot) for dot in dots[yellow[0] : yellow[-1]]), default=255) if yellow else 255


def test_the_picture_is_the_page_with_its_words_on_yellow() -> None:
    """Two lines of it, where the sentence stands, and black stays black."""
    content = pdf_files.briefing()
    sentence = next(one for one in sentences(content) if one.reading.startswith("If it closes"))
    width, height, rows = pixels(draw("a.pdf", content, sentence.span.start, sentence.span.end))
    assert (width, height) == (1190, 1684)
    yellow = [
        y for y, row in enumerate(rows) if (255, 224, 64) in set(zip(row[::3], row[1::3], row[2::3], strict=True))
    ]
    bands = [list(band) for _, band in groupby(yellow, key=lambda y: y - yellow.index(y))]
    top, bottom = 2 * (740 - 11), 2 * (753 + 4)
    assert top - 8 <= bands[0][0] <= top + 8
    assert bottom - 8 <= bands[-1][-1] <= bottom + 8
    assert any(_between_yellow(row) < 40 for row in rows[bands[0][0] : bands[-1][-1]])


def test_a_stretch_without_words_is_not_drawn() -> None:
    """As the running heads, which stand on no page of their own."""
    with pytest.raises(ReadingError, match=r"a.pdf has no words at 0-5; give offsets as in a citation"):
        draw("a.pdf", pdf_files.briefing(), 0, 5)
    with pytest.raises(ReadingError, match="is encrypted"):
        draw("a.pdf", pdf_files.encrypted(), 0, 5)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [None, (50, 300, 595, 800)])
def test_a_page_that_is_turned_or_cropped_has_its_boxes_on_the_words(
    degrees: int, box: tuple[float, float, float, float] | None
) -> None:
    """As the page is shown, not as it was written."""
    from pypdfium2 import PdfDocument

    made = PdfDocument(pdf_files.two_columns())
    made[0].set_rotation(degrees)
    if box:
        made[0].set_cropbox(*box)
    out = io.BytesIO()
    made.save(out)
    content = out.getvalue()
    with opened("a.pdf", content) as document, opened_page(document, 0) as page:
        assembled = read_pages(document)
        assert page is not None
        for sentence in sentences(content):
            _, lines = glyphs_at(assembled, sentence.span.start, sentence.span.end)
            found = letters("".join(under(page.text, each) for each in boxes_of(page, lines)))
            assert found == letters(sentence.text)
    sentence = next(one for one in sentences(content) if one.reading.startswith("Nothing of the other"))
    _, _, rows = pixels(draw("a.pdf", content, sentence.span.start, sentence.span.end))
    assert any(_between_yellow(row) < 40 for row in rows)
