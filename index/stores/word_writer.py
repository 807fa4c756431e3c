"""Writing words for Tantivy: what `TantivyWords` opens."""

from __future__ import annotations

import errno
import os
import re
from typing import TYPE_CHECKING, Self

from index.stores.word_fields import SPELLED, length_field, make_analyzer, register_analyzers, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

WRITER_BYTES = 64_000_000
_OS_ERROR = re.compile(r"\bos error (\d+)|\bcode: (\d+), kind:")
"""How Rust shows an error of the operating system, to people and to programmers."""


def make_words(folder: Path, fields: Sequence[str]) -> None:
    """Make a store of words without a text in `folder`, which must exist and be empty.

    Raises:
        OSError: a file cannot be written.
    """
    import tantivy

    try:
        tantivy.Index(schema(fields), path=str(folder))
    except ValueError as error:
        raise _os_error(error, folder) from error


class WordWriter:
    """Writes one store of words; what it wrote is there when the block ends without an error."""

    def __init__(self, folder: Path, fields: Sequence[str]) -> None:
        """Start a new store in `folder`, which must exist and be empty.

        Raises:
            OSError: a file cannot be written.
        """
        import tantivy

        self._folder = folder
        self._fields = tuple(fields)
        self._tantivy = tantivy
        self._analyzer = make_analyzer()
        try:
            self._index = tantivy.Index(schema(fields), path=str(folder))
            register_analyzers(self._index, self._analyzer)
            self._writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        except ValueError as error:
            raise _os_error(error, folder) from error

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def add(self, rows: Iterable[tuple[int, int, tuple[str, ...]]]) -> None:
        """Add texts: the catalog id of each, its document's, and one text a field.

        Raises:
            OSError: a file cannot be written.
        """
        for number, document, texts in rows:
            row = self._tantivy.Document(id=number, document=document)
            for field, text in zip(self._fields, texts, strict=True):
                row.add_text(field, text)
                if field != SPELLED:
                    row.add_integer(length_field(field), len(self._analyzer.analyze(text)))
            try:
                self._writer.add_document(row)
            except ValueError as error:
                raise _os_error(error, self._folder) from error

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Commit and merge where the block ended well, otherwise leave nothing that answers.

        Raises:
            OSError: a file cannot be written.
        """
        if kind is None:
            try:
                self._writer.commit()
                self._writer.wait_merging_threads()
            except ValueError as failure:
                raise _os_error(failure, self._folder) from failure


def _os_error(error: ValueError, folder: Path) -> OSError:
    """Return what the operating system said to Tantivy, which tells it in words only."""
    said = _OS_ERROR.search(str(error))
    code = int(said[1] or said[2]) if said else errno.EIO
    return OSError(code, os.strerror(code) if said else str(error), str(folder))
