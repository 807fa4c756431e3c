"""Where fitted parts are kept: `fitted.json` in the index's folder, and beside it what was there before.

It is no part of the catalog, so that a new index, or one made anew, goes on with it.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import ModelError, QuestionError
from index.flush import flush_file, flush_folder
from index.location import write_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.fitted import Basis, Fitted
    from index.judgement import Judgement
    from index.reports import Notify

NAME = "fitted.json"
BEFORE = "fitted.before.json"
_UNDO = "run `briefbot eval --undo` to go back to what was there before"


def identity_of(folder: Path) -> tuple[int, int, int] | None:
    """Return what tells the file of fitted parts from one that is put in its place; None where there is none."""
    try:
        status = os.stat(folder / NAME)  # noqa: PTH116 - before every answer: `Path.stat` is the same, and slower
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def read_fitted(folder: Path) -> Fitted | None:
    """Return the fitted parts of an index, or None where there are none.

    Raises:
        ModelError: the file is damaged, or cannot be read.
    """
    path = folder / NAME
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror})", _UNDO) from error
    from index.fitted import from_row  # here and below: most indexes have no fitted parts, and it imports numpy

    try:
        return from_row(json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error


def with_fitted(shipped: Judgement, folder: Path, basis: Callable[[], Basis], notify: Notify) -> Judgement:
    """Return the judgement of an index: the shipped one, with the parts that were fitted over it.

    Args:
        shipped: the shipped parts.
        folder: the index's folder.
        basis: works out what a fit of today would rest on; only called where there is one.
        notify: told where fitted parts are left out because they rest on something else.

    Raises:
        ModelError: the fitted parts are damaged.
    """
    fitted = read_fitted(folder)
    if fitted is None:
        return shipped
    if fitted.basis != basis():
        notify(
            f"the parts fitted on {fitted.since:%Y-%m-%d} ({folder / NAME}) are left out: they were fitted with another"
            " model or another version of briefbot; run `briefbot eval QUESTIONS.jsonl --fit` again, or --undo"
        )
        return shipped
    from index.fitted import put_to_use

    try:
        return put_to_use(fitted, shipped)
    except ValueError as error:
        raise _damaged(folder / NAME) from error


def write_fitted(folder: Path, fitted: Fitted) -> None:
    """Put fitted parts into use, and keep those in use so far for `undo`; whoever reads sees either, whole.

    Raises:
        FolderError: they cannot be written.
        DiskFullError: there is no room.
    """
    from index.fitted import to_row

    path = folder / NAME
    try:
        if path.exists():
            _write(folder / BEFORE, path.read_bytes())
        else:
            (folder / BEFORE).unlink(missing_ok=True)
        _write(path, (json.dumps(to_row(fitted), indent=2) + "\n").encode())
    except OSError as error:
        raise write_error(error, path) from error


def check_fitted(folder: Path) -> None:
    """Check that there is something to undo.

    Raises:
        QuestionError: nothing is fitted.
    """
    if not (folder / NAME).exists():
        raise QuestionError(f"there is nothing to undo: no parts are fitted in {folder}")


def undo(folder: Path) -> None:
    """Bring back what was in use before the last fit: those of an earlier fit, or the shipped parts.

    Raises:
        QuestionError: nothing is fitted.
        FolderError: it cannot be written.
    """
    path, before = folder / NAME, folder / BEFORE
    check_fitted(folder)
    try:
        if before.exists():
            before.replace(path)
        else:
            path.unlink()
    except OSError as error:
        raise write_error(error, path) from error


def _write(path: Path, content: bytes) -> None:
    """Write a file so that at every moment, also after a crash, it is the old one or the new one."""
    import secrets  # takes milliseconds, and only a fit needs it

    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
        flush_file(temporary)
        temporary.replace(path)
        flush_folder(path.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _damaged(path: Path) -> ModelError:
    return ModelError(f"the fitted parts in {path} are damaged, or of another version of briefbot", _UNDO)
