"""States of the machine that several tests need."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fake_encoder import close_desks

from index.briefings import Briefings
from index.small_talk import is_small_talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from index.records import Answer

ROOT = Path(__file__).resolve().parents[2]
_NOBODY = 65_534


@pytest.fixture(autouse=True)
def desks_closed() -> Iterator[None]:
    """Close after each test what its desks hold open: a connection that is never closed is a warning."""
    yield
    close_desks()


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


@pytest.fixture
def real_cache(model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set the shared cache folder as the user's, and return it."""
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    return model_cache


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sample notes."""
    folder = tmp_path_factory.mktemp("sample") / "briefings"
    shutil.copytree(ROOT / "briefings", folder, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture(scope="session")
def sample(sample_folder: Path, model_cache: Path) -> Iterator[Briefings]:
    """Return the sample notes, indexed with the real model; no test may change them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_CACHE", str(model_cache))
        notes = Briefings(sample_folder)
    with notes:
        notes.sync()
        yield notes


@pytest.fixture(scope="session")
def sample_questions() -> tuple[str, ...]:
    """Return the questions on the sample notes, small talk left out."""
    lines = (ROOT / "tests" / "data" / "sample_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    return tuple(question for question in questions if not is_small_talk(question))


@pytest.fixture(scope="session")
def sample_answers(sample: Briefings, sample_questions: tuple[str, ...]) -> tuple[Answer, ...]:
    """Return the answer to each question on the sample notes, with up to five sentences."""
    return tuple(sample.ask(question, top_k=5) for question in sample_questions)
