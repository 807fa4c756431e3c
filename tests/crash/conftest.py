"""One worker for all tests of a module's runs, and scenes where writing them to the disk does not take long."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crash.faults import Worker, started_worker
from crash.scene import FIRST, SECOND, SmallBriefings, answers, copy_scene, put_notes
from small_index import WordEncoder

from index.facts import RULES_VERSION
from index.schema import CATALOG_NAME, OLDEST_FORMAT
from index.stored_vector import STORED_VECTOR

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made there


@pytest.fixture(scope="session")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """Return what gives each run a process of its own."""
    with started_worker(tmp_path_factory.mktemp("worker")) as started:
        yield started


@pytest.fixture(scope="session")
def room() -> Iterator[Path]:
    """Return a folder in memory, where there is such a thing: a flush to a disk takes milliseconds."""
    folder = Path(tempfile.mkdtemp(prefix="briefbot-test-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None)).resolve()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def begun(room: Path) -> Path:
    """Return a scene whose first notes are not indexed yet; no test may change it."""
    put_notes(room / "begun", FIRST, 0)
    return room / "begun"


@pytest.fixture(scope="session")
def edited(room: Path, begun: Path) -> Path:
    """Return a scene whose first notes are indexed, and then edited; no test may change it."""
    scene = copy_scene(begun, room / "edited")
    with SmallBriefings(scene) as briefings:
        briefings.sync()
    put_notes(scene, SECOND, 1)
    return scene


@pytest.fixture(scope="session")
def damaged(room: Path, edited: Path) -> Path:
    """Return a scene whose catalog's header is gone; no test may change it."""
    scene = copy_scene(edited, room / "damaged-at-first")
    catalog = scene / "index" / CATALOG_NAME
    catalog.write_bytes(bytes(100) + catalog.read_bytes()[100:])
    return scene


OLD = Path(__file__).resolve().parents[1] / "data" / "index_of_format_1"


@pytest.fixture(scope="session")
def old(room: Path) -> Path:
    """Return a scene whose index is the committed one of format 1, and one of whose notes has changed since.

    The committed catalog has its vectors by a model, and no stores. Here words make them, and stores are made of them.
    """
    scene = room / "old"
    shutil.copytree(OLD / "notes", scene / "notes")
    for path in (scene / "notes").rglob("*.*"):
        os.utime(path, (1_600_000_100 if path.name == "envoy.md" else 1_600_000_000,) * 2)
    (scene / "index").mkdir()
    catalog = Path(shutil.copy(OLD / CATALOG_NAME, scene / "index"))
    _make_vectors_of_words(catalog)
    with SmallBriefings(scene) as briefings:
        answers(briefings, sync=False)
    with closing(sqlite3.connect(catalog, isolation_level=None)) as connection:
        connection.executescript(f"DROP TABLE history; PRAGMA user_version = {OLDEST_FORMAT}")
    with (scene / "notes" / "harbor.txt").open("a", encoding="utf-8") as note:
        note.write("The ferry leaves the northern harbor at six. The committee decided so.\n")
    return scene


def _make_vectors_of_words(catalog: Path) -> None:
    encoder = WordEncoder()
    with closing(sqlite3.connect(catalog)) as connection:
        texts = connection.execute(
            "SELECT digest, reading FROM sentences UNION SELECT title_digest, title FROM documents"
        )
        rows = [
            (encoder.encode_question(text).astype(STORED_VECTOR).tobytes(), digest)
            for digest, text in texts.fetchall()
            if digest is not None
        ]
        connection.executemany("UPDATE vectors SET vector = ? WHERE digest = ?", rows)
        # Only its format is older: what other rules of reading do is told in `test_changes.py`.
        facts = {
            "rules": str(RULES_VERSION),
            "model_name": encoder.name,
            "model_digest": encoder.digest,
            "dimension": encoder.dimension,
        }
        connection.executemany("UPDATE facts SET value = ? WHERE name = ?", [(v, n) for n, v in facts.items()])
        connection.commit()
