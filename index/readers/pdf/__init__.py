"""PDF, by PDFium."""

from __future__ import annotations

from index.errors import ReadingError
from index.readers.extracted import Extracted
from index.records import Block, BlockKind, Span


def extract(source: str, content: bytes) -> Extracted:
    """Return the text of a PDF, page by page; see `Extractor`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise ReadingError(f"{source} is a damaged PDF ({error})") from error
    text = ""
    pages, blocks = [], []
    for page in document:
        pages.append(len(text))
        words = page.get_textpage().get_text_bounded().replace("\r\n", "\n").strip()
        if words:
            blocks.append(Block(BlockKind.PARAGRAPH, Span(len(text), len(text) + len(words))))
            text += f"{words}\n\n"
    return Extracted(text, tuple(blocks), tuple(pages))
