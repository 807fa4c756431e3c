"""States of the machine that several tests need."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

_NOBODY = 65_534


@contextmanager
def _bound_by_permissions() -> Iterator[None]:
    """Run the block as a user whom permissions bind: root gives its rights away for the while."""
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def bound_by_permissions() -> Callable[[], AbstractContextManager[None]]:
    """Return a context in which permissions bind this process, even where root runs the tests.

    What has to be imported must be so before: the interpreter's own files may be root's alone.
    """
    if sys.platform == "win32":
        pytest.skip("a folder's permissions are of another kind here")
    return _bound_by_permissions


@contextmanager
def _largest_file(size: int) -> Iterator[None]:
    """Let this process write no file beyond `size` bytes, as a quota does."""
    if sys.platform == "win32":
        pytest.skip("a process cannot be limited so here")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def largest_file() -> Callable[[int], AbstractContextManager[None]]:
    """Return a context in which no file can grow beyond a number of bytes: writing fails as on a full disk."""
    return _largest_file


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return an empty folder that every user can reach, unlike `tmp_path`."""
    folder = Path(tempfile.mkdtemp(prefix="briefbot-test-"))
    folder.chmod(0o755)
    yield folder
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)
