"""PDFium (https://pdfium.googlesource.com/pdfium): the only module that opens documents and pages with it.

It is loaded in the child process alone.
"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from index.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

Handle = Any
"""A pointer of PDFium's; ctypes gives it no type that a checker knows."""

_LONGEST_PROPERTY = 4_000


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that PDFium has opened.

    Attributes:
        handle: PDFium's.
        pages: how many it has.
    """

    handle: Handle
    pages: int

    def property_of(self, name: str) -> str:
        """Return one of the document's own properties (`Title`, `Author`, ...), empty where it does not tell."""
        size = min(pdfium.FPDF_GetMetaText(self.handle, name.encode(), None, 0), _LONGEST_PROPERTY)
        buffer = ctypes.create_string_buffer(max(size, 2))
        pdfium.FPDF_GetMetaText(self.handle, name.encode(), buffer, size)
        return buffer.raw[:size].decode("utf-16-le", "replace").partition("\0")[0]


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page that PDFium has opened.

    Attributes:
        handle: PDFium's.
        text: PDFium's, of the characters on it.
    """

    handle: Handle
    text: Handle


@contextmanager
def opened(source: str, content: bytes) -> Iterator[Opened]:
    """Open a document for as long as the block takes.

    Raises:
        ReadingError: it is encrypted, damaged, or no PDF.
    """
    pdfium.FPDF_InitLibrary()
    buffer = ctypes.create_string_buffer(content, len(content))
    handle = pdfium.FPDF_LoadMemDocument64(buffer, len(content), None)
    if not handle:
        raise _why_not(source, pdfium.FPDF_GetLastError())
    try:
        yield Opened(handle, pdfium.FPDF_GetPageCount(handle))
    finally:
        pdfium.FPDF_CloseDocument(handle)


@contextmanager
def opened_page(document: Opened, number: int) -> Iterator[OpenedPage | None]:
    """Open a page, by its place from 0, for as long as the block takes; None where it is damaged."""
    handle = pdfium.FPDF_LoadPage(document.handle, number)
    if not handle:
        yield None
        return
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        yield OpenedPage(handle, text) if text else None
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(handle)


def _why_not(source: str, code: int) -> ReadingError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return ReadingError(f"{source} is encrypted", "save it without its password")
    if code == pdfium.FPDF_ERR_SECURITY:
        return ReadingError(f"{source} is encrypted in a way that is not known", "save it without encryption")
    return ReadingError(f"{source} is a damaged PDF", "save it again, or repair it")
