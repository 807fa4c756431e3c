"""The program as a person has it: a folder of notes, a shell in the folder above, and the commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from done import Done

from bot.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    Run = Callable[..., "Done"]

SAMPLES = Path(__file__).parents[2] / "briefings"
_NOBODY = 65_534


@pytest.fixture(scope="session")
def indexed_samples(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """Return a folder that holds the sample notes with their index, to be copied."""
    notes = tmp_path_factory.mktemp("samples") / "briefings"
    shutil.copytree(SAMPLES, notes, ignore=shutil.ignore_patterns(".briefbot"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFBOT_CACHE", str(model_cache))
        assert main(["index", "--briefings", str(notes)]) == 0
    return notes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_cache: Path) -> Path:
    """Return an empty folder that commands are run in, with a state folder of its own."""
    for name in list(os.environ):
        if name.startswith("BRIEFBOT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BRIEFBOT_CACHE", str(model_cache))
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / "state"))
    # What these tests are about does not change where confidence is calibrated anew.
    monkeypatch.setenv("BRIEFBOT_THRESHOLD", "0.3")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def notes(home: Path, indexed_samples: Path) -> Path:
    """Return the sample notes with their index, a copy for one test, where commands look for them."""
    return Path(shutil.copytree(indexed_samples, home / "briefings"))


@pytest.fixture
def few_notes(notes: Path) -> Path:
    """Return the same folder with three notes left in it, for what reads them all again."""
    for folder in notes.iterdir():
        if folder.name not in {"2022", ".briefbot"}:
            shutil.rmtree(folder)
    return notes


@pytest.fixture
def briefbot(home: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command in this process."""

    def run(*arguments: str) -> Done:
        capfd.readouterr()
        status = main(list(arguments))
        return Done(status, *capfd.readouterr())

    return run


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """Return the environment of a program that runs in another folder and finds this briefbot."""
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH")) if part)
    # A terminal of its own has a size of its own.
    inherited = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}
    return inherited | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "TERM": "xterm"}


@pytest.fixture
def program(home: Path, environment: dict[str, str]) -> Run:
    """Return what runs a command as a program of its own."""

    def run(*arguments: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=home,
            env=environment | dict(env or {}),
            timeout=120,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def open_notes(home: Path, notes: Path, model_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return sample notes without an index, in a place that every user of the machine can reach."""
    if sys.platform == "win32":
        pytest.skip("a folder's permissions are of another kind here")
    place = Path(tempfile.mkdtemp(prefix="briefbot-test-"))
    shutil.copytree(model_cache, place / "cache", ignore=shutil.ignore_patterns("indexes"))
    shutil.copytree(notes / "2022", place / "briefings" / "2022")
    for path in (place, *place.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (place / "cache").chmod(0o777)
    monkeypatch.setenv("BRIEFBOT_CACHE", str(place / "cache"))
    monkeypatch.chdir(place)
    yield place / "briefings"
    for thread in threading.enumerate():
        if thread.name == "deferred":  # a model that was being loaded when the command failed writes to the cache
            thread.join()
    (place / "briefings").chmod(0o755)
    shutil.rmtree(place)


def _open_to_all(folder: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (folder, *folder.parents))


@contextmanager
def _bound_by_permissions() -> Iterator[None]:
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def bound_by_permissions(notes: Path, briefbot: Run) -> Callable[[], AbstractContextManager[None]]:
    """Return a context in which permissions bind this process, even where root runs the tests.

    All that a command imports is imported before: the interpreter's own files may be root's alone.
    """
    (notes / "new.md").write_text("The harbor opens on Monday.\n", encoding="utf-8")
    assert briefbot("ask", "what did the two leaders agree").status == 0
    if sys.platform != "win32" and os.geteuid() == 0 and not _open_to_all(Path(sys.prefix).resolve()):
        pytest.skip("the interpreter's own folder is root's alone, so that no other user could run it")
    return _bound_by_permissions
