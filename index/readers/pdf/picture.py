"""A page of a PDF as a picture, with a stretch of its text highlighted right on its words."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from index.errors import ReadingError
from index.readers.pdf import read_pages
from index.readers.pdf.glyphs import box_of
from index.readers.pdf.pdfium import opened, opened_page
from index.readers.pdf.png import png_of
from index.readers.pdf.shapes import Box, around

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.readers.pdf.assembly import Assembled
    from index.readers.pdf.pdfium import OpenedPage

_DOTS_PER_INCH = 144
_POINTS_PER_INCH = 72
_LONGEST_SIDE = 2_400
"""Pixels; Telegram shows no more, and a page may say that it is a mile wide."""
_YELLOW = (255, 224, 64, 255)
_WHITE = 0xFFFFFFFF
_MARGIN_PT = 0.6
_BYTES_PER_PIXEL = 4


def draw(source: str, content: bytes, start: int, end: int) -> bytes:
    """Return the page on which a stretch of a PDF's text begins, as PNG, with all of it that is there highlighted.

    Args:
        source: the file's path, for errors.
        content: the whole file.
        start: where the stretch begins in the text that `extract` gives.
        end: where it ends.

    Raises:
        ReadingError: the file cannot be read, or nothing of the stretch stands on a page.
    """
    with opened(source, content) as document:
        number, glyphs = glyphs_at(read_pages(document), start, end)
        if number is None:
            raise ReadingError(f"{source} has no words at {start}-{end}", "give offsets as in a citation")
        with opened_page(document, number) as page:
            if page is None:
                raise ReadingError(f"{source} has a damaged page {number + 1}")
            for box in boxes_of(page, glyphs):
                _highlight(page, box)
            return _render(page)


def glyphs_at(assembled: Assembled, start: int, end: int) -> tuple[int | None, list[list[int]]]:
    """Return the page on which a stretch of text begins, and for each of its lines there the numbers of its glyphs."""
    parts = [origin for origin in assembled.origins if origin.start < end and origin.end > start]
    if not parts:
        return None, []
    number = parts[0].page
    lines: list[list[int]] = []
    for origin in parts:
        if origin.page == number:
            first = origin.at + max(start - origin.start, 0)
            last = origin.at + min(end, origin.end) - origin.start
            lines.append([glyph for glyph in origin.run.numbers[first:last] if glyph >= 0])
    return number, lines


def boxes_of(page: OpenedPage, lines: Sequence[Sequence[int]]) -> Iterator[Box]:
    """Yield what the glyphs of each line fill."""
    for line in lines:
        if line:
            yield around([box_of(page, number) for number in line])


def _highlight(page: OpenedPage, box: Box) -> None:
    rectangle = pdfium.FPDFPageObj_CreateNewRect(
        box.left - _MARGIN_PT, box.bottom - _MARGIN_PT, box.width + 2 * _MARGIN_PT, box.height + 2 * _MARGIN_PT
    )
    pdfium.FPDFPageObj_SetFillColor(rectangle, *_YELLOW)
    pdfium.FPDFPath_SetDrawMode(rectangle, pdfium.FPDF_FILLMODE_WINDING, False)
    # What is printed stays as dark as it is.
    pdfium.FPDFPageObj_SetBlendMode(rectangle, b"Multiply")
    pdfium.FPDFPage_InsertObject(page.handle, rectangle)


def _render(page: OpenedPage) -> bytes:
    wide, high = pdfium.FPDF_GetPageWidthF(page.handle), pdfium.FPDF_GetPageHeightF(page.handle)
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, _LONGEST_SIDE / max(wide, high, 1.0))
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    bitmap = pdfium.FPDFBitmap_Create(width, height, False)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page.handle, 0, 0, width, height, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        )
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return png_of(width, height, [_without_alpha(pixels, row * stride, width) for row in range(height)])


def _without_alpha(pixels: bytes, begin: int, width: int) -> bytes:
    row = bytearray(3 * width)
    for channel in range(3):
        row[channel::3] = pixels[begin + channel : begin + _BYTES_PER_PIXEL * width : _BYTES_PER_PIXEL]
    return bytes(row)
