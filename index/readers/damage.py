"""What parsers of foreign formats raise, made into the one error that a person can read."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Given bytes that are wrong in ways their authors never thought of, parsers raise nearly anything. Not among these:
# MemoryError, which the child process answers for, and what a person does (KeyboardInterrupt).
_RAISED = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    StopIteration,
    SyntaxError,  # what the parsers of XML raise, in the standard library and in lxml
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
)


@contextmanager
def translated(source: str, form: str) -> Iterator[None]:
    """Raise a `ReadingError` for whatever a parser raises inside.

    Args:
        source: the file's name.
        form: what it should be, with its article ("a Word document").

    Raises:
        ReadingError: the file is damaged or not of this form.
    """
    try:
        yield
    except _RAISED as error:
        raise ReadingError(f"{source} is damaged, or is not {form}", "save it anew") from error
