"""A flipped bit, wherever it is, is noticed and named, or it changes nothing; it is not answered from for long."""

from __future__ import annotations

import random
import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from crash.scene import SmallBriefings, answers, copy_scene, findings
from crash.states import alike

from index.errors import BriefbotError, CatalogError, DamagedError
from index.schema import CATALOG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from crash.states import Answers


@pytest.fixture(scope="module")
def whole(room: Path, edited: Path) -> Path:
    """Return a scene that is up to date; no test may change it."""
    scene = copy_scene(edited, room / "whole")
    with SmallBriefings(scene) as briefings:
        briefings.sync()
    return scene


def flip(path: Path, place: int, bit: int = 1) -> None:
    """Flip one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place] ^= bit
    path.write_bytes(content)


def store(scene: Path) -> Path:
    """Return the folder of the visible generation's stores."""
    return max((scene / "index" / "stores").iterdir())


def test_a_flipped_bit_in_any_file_of_a_store_is_named_and_repaired(whole: Path, room: Path) -> None:
    """`verify` names the file; the next question is answered from stores that were made again, and as before."""
    with SmallBriefings(whole) as briefings:
        before = answers(briefings)
    names = [
        path.relative_to(store(whole)) for path in store(whole).rglob("*") if path.is_file() and path.stat().st_size
    ]
    sealed = [name for name in names if name.suffix != ".lock"]
    assert len(sealed) > 10
    scene = copy_scene(whole, room / "flipped")
    for name in sealed:
        place = (store(scene) / name).stat().st_size // 3
        flip(store(scene) / name, place)
        with SmallBriefings(scene) as briefings:
            (found,) = findings(briefings)
            assert name.as_posix() in found or name.name == "manifest.json"
            assert found.startswith("stores: ")
        flip(store(scene) / name, place)
    flip(store(scene) / sealed[-1], 0)
    with SmallBriefings(scene) as briefings:
        assert alike(answers(briefings), before)
        assert briefings.told == ["the search stores were missing or damaged, and were made again from the catalog"]
        assert findings(briefings) == []


def content(scene: Path) -> list[tuple[object, ...]]:
    """Return all that a catalog says of the documents that answer, and of itself."""
    kept: list[tuple[object, ...]] = []
    with closing(sqlite3.connect(scene / "index" / CATALOG_NAME)) as connection:
        for query in (
            "SELECT source, digest, title, title_digest, date, tags, classification, notices, text FROM documents",
            "SELECT * FROM passages",
            "SELECT * FROM sentences",
            "SELECT DISTINCT s.digest, v.vector FROM sentences s JOIN vectors v ON v.digest = s.digest",
            "SELECT * FROM facts WHERE name IN ('generation', 'store', 'model_digest', 'dimension', 'rules')",
        ):
            kept += connection.execute(query).fetchall()
    return kept


def unnoticed(scene: Path, good: list[tuple[object, ...]]) -> str:
    """Return what of a damaged catalog is neither as it was nor noticed; empty where that is nothing."""
    with SmallBriefings(scene) as briefings:
        try:
            if findings(briefings):
                return ""
            now = content(scene)
            if now != good:
                answers(briefings, sync=False)  # another model's name, say, is refused
        except (BriefbotError, sqlite3.Error):
            return ""
    return "" if now == good else f"{set(map(str, now)) ^ set(map(str, good))}"[:500]


def flips(scene: Path, count: int) -> list[tuple[int, int]]:
    """Return bytes and bits of a scene's catalog, drawn by chance."""
    dice = random.Random(5)  # noqa: S311 - no secret
    size = (scene / "index" / CATALOG_NAME).stat().st_size
    return [(dice.randrange(size), 1 << dice.randrange(8)) for _ in range(count)]


def look(whole: Path, scene: Path, count: int) -> list[str]:
    """Return what was not noticed of flipped bits in a catalog."""
    copy_scene(whole, scene)
    catalog, good = scene / "index" / CATALOG_NAME, content(scene)
    saved = catalog.read_bytes()
    found = []
    for place, bit in flips(scene, count):
        flip(catalog, place, bit)
        found.append(unnoticed(scene, good))
        for path in catalog.parent.glob(f"{CATALOG_NAME}-*"):
            path.unlink()
        catalog.write_bytes(saved)
    return [each for each in found if each]


def test_a_flipped_bit_in_a_catalog_is_noticed_or_changes_nothing(whole: Path, room: Path) -> None:
    """Forty bits, anywhere."""
    assert look(whole, room / "spoilt", 40) == []


@pytest.mark.slow
def test_any_flipped_bit_in_a_catalog_is_noticed_or_changes_nothing(whole: Path, room: Path) -> None:
    """A thousand bits."""
    assert look(whole, room / "spoilt", 1000) == []


PAGE = 4096


def spoil(scene: Path, first: int, count: int) -> None:
    """Overwrite pages of a catalog, numbered from 0."""
    path = scene / "index" / CATALOG_NAME
    content = bytearray(path.read_bytes())
    content[first * PAGE : (first + count) * PAGE] = b"\xff" * (len(content[first * PAGE : (first + count) * PAGE]))
    path.write_bytes(content)


def pages(scene: Path) -> int:
    """Return how many pages a catalog has."""
    return (scene / "index" / CATALOG_NAME).stat().st_size // PAGE


def test_a_damaged_catalog_is_set_aside_and_made_anew(whole: Path, room: Path) -> None:
    """It is never answered from: who only reads is told what to do, and who may write mends it in one line."""
    with SmallBriefings(whole) as briefings:
        before = answers(briefings)
    scene = copy_scene(whole, room / "damaged")
    spoil(scene, 1, pages(scene))
    with SmallBriefings(scene) as briefings:
        with pytest.raises(DamagedError, match=r"catalog\.sqlite is damaged.*--rebuild"):
            answers(briefings, sync=False)
        assert briefings.told == []
        assert alike(answers(briefings), before)
        assert len(briefings.told) == 1
        assert "is damaged" in briefings.told[0]
        assert findings(briefings) == []


def is_found(briefings: SmallBriefings) -> bool:
    """Return whether `verify` finds something, or comes upon it."""
    try:
        return bool(findings(briefings))
    except DamagedError:
        return True


def wrong_after_a_page(whole: Path, scene: Path, page: int, before: Answers) -> str:
    """Return what is wrong with answers after one page was overwritten; whether it was found meanwhile is told."""
    copy_scene(whole, scene)
    spoil(scene, page, 1)
    with SmallBriefings(scene) as briefings:
        if not alike(answers(briefings), before):
            return f"page {page}: other answers"
        if not briefings.told and is_found(briefings):
            briefings.rebuild()
        if findings(briefings) or not alike(answers(briefings), before):
            return f"page {page}: not mended"
        return "" if len(briefings.told) < 2 else f"page {page}: told {briefings.told}"


def test_some_page_that_is_overwritten_changes_no_answer(whole: Path, room: Path) -> None:
    """It is mended by the question that comes upon it, and by a rebuild where none did."""
    with SmallBriefings(whole) as briefings:
        before = answers(briefings)
    chosen = range(0, pages(whole), 4)
    assert [wrong_after_a_page(whole, room / "page", page, before) for page in chosen] == [""] * len(chosen)


@pytest.mark.slow
def test_any_page_that_is_overwritten_changes_no_answer(whole: Path, room: Path) -> None:
    """Each of them."""
    with SmallBriefings(whole) as briefings:
        before = answers(briefings)
    chosen = range(pages(whole))
    assert [wrong_after_a_page(whole, room / "page", page, before) for page in chosen] == [""] * len(chosen)


def test_a_page_that_only_the_question_comes_upon_is_mended_in_the_middle_of_it(whole: Path, room: Path) -> None:
    """A sync that finds nothing to do has read none of it."""
    with SmallBriefings(whole) as briefings:
        before = answers(briefings)
    scene, found = room / "middle", 0
    for page in range(1, pages(whole)):
        copy_scene(whole, scene)
        spoil(scene, page, 1)
        with SmallBriefings(scene) as briefings:
            try:
                assert briefings._store.upkeep.known().rules
            except DamagedError:
                continue
            try:
                answers(briefings, sync=False)
                continue
            except DamagedError:
                found += 1
            with SmallBriefings(scene) as other:  # which knows nothing of that
                assert alike(answers(other), before)
                assert len(other.told) == 1
    assert found


class Reader(threading.Thread):
    """Asks over and over, by the index as it is; its connections are open before the catalog is damaged."""

    def __init__(self, scene: Path, before: Answers, begun: threading.Barrier, done: threading.Event) -> None:
        """Begin; `begun` is waited at once for, and `done` ends it."""
        super().__init__()
        self._scene, self._before, self._begun, self._done = scene, before, begun, done
        self.wrong: list[str] = []
        self.answers_in_the_end = False
        self.start()

    def run(self) -> None:
        """Ask until it is told to end, and once more."""
        with SmallBriefings(self._scene) as briefings:
            answers(briefings, sync=False)
            self._begun.wait()
            while not self._done.is_set():
                self._ask(briefings)
            self.answers_in_the_end = alike(answers(briefings, sync=False), self._before)
            self.wrong += briefings.told

    def _ask(self, briefings: SmallBriefings) -> None:
        try:
            if not alike(answers(briefings, sync=False), self._before):
                self.wrong.append("other answers")
        except BriefbotError as error:
            if not isinstance(error, CatalogError) or "\n" in str(error):
                self.wrong.append(f"{type(error).__name__}: {error}")


def test_readers_beside_who_mends_see_whole_generations_or_one_line(whole: Path, room: Path) -> None:
    """Before, while and after a damaged catalog is made anew; in the end all of them answer as before."""
    with SmallBriefings(whole) as briefings:
        before = answers(briefings)
    scene, begun, done = copy_scene(whole, room / "read-meanwhile"), threading.Barrier(4), threading.Event()
    readers = [Reader(scene, before, begun, done) for _ in range(3)]
    begun.wait()
    try:
        for first in (0, 1):
            spoil(scene, first, pages(scene))
            with SmallBriefings(scene) as writer:
                assert alike(answers(writer), before)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert [reader.wrong for reader in readers] == [[], [], []]
    assert all(reader.answers_in_the_end for reader in readers)
