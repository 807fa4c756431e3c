"""A generation becomes visible with catalog and stores as one, or not at all."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fake_encoder import Desk, desk

from index.catalog import Catalog
from index.errors import BriefbotError, DiskFullError, FolderError
from index.publish import STORES, derive_again
from index.stores.layout import open_stores

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

FERRY = "# Ferry\n\nThe ferry leaves at nine. It is often late.\n"


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    """Return a desk with one note that is indexed, and one that is new."""
    made = desk(tmp_path)
    made.write("ferry.md", FERRY)
    made.sync()
    made.write("more.md", "Another note says more.\n")
    return made


def visible(at: Desk) -> tuple[int, str, int]:
    """Return the visible generation, its store, and how many sentences that holds."""
    at.pool.close()
    with at.pool.snapshot() as snapshot:
        return snapshot.facts.generation, snapshot.facts.store, len(snapshot.stores.sentence_vectors)


def test_the_facts_say_what_was_published(at: Desk) -> None:
    """Number, model, dimension and store of a generation are those of what was made."""
    at.sync()
    with at.pool.snapshot() as snapshot:
        facts = snapshot.facts
    assert (facts.generation, facts.model_name, facts.model_digest, facts.dimension) == (2, "tiny", "ab" * 32, 384)
    assert facts.store.startswith("00000002-")
    assert facts.updated.utcoffset() is not None
    assert len(open_stores(at.index / STORES / facts.store).passage_words) == 2


def fail(code: int) -> Callable[[object], None]:
    """Return what fails as the operating system does."""

    def sealing(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return sealing


@pytest.mark.parametrize(
    ("code", "expected"), [(errno.ENOSPC, DiskFullError), (errno.EFBIG, DiskFullError), (errno.EACCES, FolderError)]
)
@pytest.mark.parametrize("step", ["grow_stores", "seal_store"])
def test_a_store_that_cannot_be_written_changes_nothing(
    at: Desk, monkeypatch: pytest.MonkeyPatch, step: str, code: int, expected: type[BriefbotError]
) -> None:
    """The older generation answers, no half of a store is left, and the next sync has nothing to encode."""
    before, stores = visible(at), at.stores()
    with monkeypatch.context() as patch:
        patch.setattr(f"index.publish.{step}", lambda *_: fail(code)(None))
        with pytest.raises(expected) as caught:
            at.sync()
    assert type(caught.value) is expected
    assert visible(at) == before
    assert at.stores() == stores
    assert at.sources() == {"ferry.md"}
    report = at.sync()
    assert (report.added, report.encoded, report.generation) == (("more.md",), 0, 2)


def test_a_file_in_the_stores_place_is_named(at: Desk) -> None:
    """What cannot be a folder is said so, and what was visible is in the catalog still."""
    (at.index / STORES).rename(at.index / "hidden")
    (at.index / STORES).write_text("in the way", encoding="utf-8")
    with pytest.raises(FolderError, match=STORES):
        at.sync()
    assert at.sources() == {"ferry.md"}
    (at.index / STORES).unlink()
    (at.index / "hidden").rename(at.index / STORES)
    assert visible(at)[0] == 1
    assert at.sync().generation == 2


@pytest.mark.parametrize("size", [100_000, 250_000, 400_000, 550_000])
def test_a_disk_that_is_full_in_the_middle_changes_nothing(
    at: Desk, largest_file: Callable[[int], AbstractContextManager[None]], size: int
) -> None:
    """Wherever room ends (the catalog, its log, a store), the older generation answers."""
    before = visible(at)
    at.write("many.md", "\n".join(f"The ferry number {number} leaves at nine.\n" for number in range(800)))
    with largest_file(size), pytest.raises(DiskFullError):
        at.sync()
    assert visible(at) == before
    assert at.stores() == [before[1]]
    assert at.sync().added == ("many.md", "more.md")


def test_an_interruption_leaves_no_half_of_a_store(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while stores are written removes them."""
    before, stores = visible(at), at.stores()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.publish.seal_store", interrupt)
    with pytest.raises(KeyboardInterrupt):
        at.sync()
    assert (visible(at), at.stores()) == (before, stores)


def test_only_the_visible_store_is_kept(at: Desk) -> None:
    """Questions that began on the generation before have its files open, and finish on them."""
    with at.pool.snapshot() as snapshot:
        before = snapshot.stores.sentence_vectors.vectors(np.array([1, 2], np.int64))
        for number in range(3):
            at.write(f"{number}.md", f"Note {number}.\n")
            at.write("ferry.md", f"The ferry number {number} is late.\n", day=number + 1)
            at.sync()
            with at.pool.snapshot() as newer:
                assert at.stores() == [newer.facts.store]
        assert (snapshot.stores.sentence_vectors.vectors(np.array([1, 2], np.int64)) == before).all()
        words = snapshot.stores.sentence_words
        assert words.search("sentence", words.terms("nine"), 9, None).ids.tolist() == [1]


def test_what_a_killed_publisher_left_is_cleared_away(at: Desk) -> None:
    """It is not the visible store, however its name sorts."""
    for name in ("00000002-00000000", "00000009-ffffffff"):
        (at.index / STORES / name).mkdir()
    at.sync()
    assert at.stores() == [visible(at)[1]]


def test_a_removal_alone_publishes(at: Desk) -> None:
    """The stores of the next generation hold the rest."""
    at.sync()
    (at.notes / "ferry.md").unlink()
    at.sync()
    assert (visible(at)[0], visible(at)[2]) == (3, 1)


def test_stores_are_derived_again_under_another_name(at: Desk) -> None:
    """The generation stays, its damaged store goes, and the new one holds the same."""
    before = visible(at)
    with Catalog(at.index) as catalog:
        derive_again(catalog, at.index)
    after = visible(at)
    assert (after[0], after[2]) == (before[0], before[2])
    assert at.stores() == [after[1]] != [before[1]]


def test_deriving_again_before_the_first_generation_does_nothing(tmp_path: Path) -> None:
    """There is nothing to derive from."""
    with Catalog(tmp_path) as catalog:
        derive_again(catalog, tmp_path)
    assert not (tmp_path / STORES).exists()


def test_deriving_again_that_fails_leaves_the_facts(at: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next try begins where this one did."""
    before = visible(at)
    monkeypatch.setattr("index.publish.seal_store", fail(errno.ENOSPC))
    with Catalog(at.index) as catalog, pytest.raises(DiskFullError):
        derive_again(catalog, at.index)
    assert visible(at) == before
