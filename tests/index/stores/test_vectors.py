"""Vectors in FAISS are searched exactly, and damage is noticed."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import StoreError
from index.stores.vectors import FaissVectors, write_vectors

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    Limit = Callable[[int], AbstractContextManager[None]]

DIMENSION = 384
COUNT = 1_000


def unit_vectors(count: int, seed: int) -> NDArray[np.float32]:
    """Return unit vectors, drawn by chance but the same at every run."""
    drawn = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


IDS = np.cumsum(np.random.default_rng(1).integers(1, 50, COUNT)).astype(np.int64)
VECTORS = unit_vectors(COUNT, 2)
QUESTIONS = unit_vectors(20, 3)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the path of a store of COUNT vectors, written in several batches."""
    path = tmp_path_factory.mktemp("vectors") / "some.faiss"
    batches = [(IDS[start : start + 300], VECTORS[start : start + 300]) for start in range(0, COUNT, 300)]
    assert write_vectors(path, DIMENSION, batches) == COUNT
    return path


def copied(path: Path, folder: Path) -> Path:
    """Return the path of a copy of a store that may be spoilt."""
    for file in path.parent.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder / path.name


def test_search_is_exact(path: Path) -> None:
    """The best 50 are those of comparing with every vector, as they are kept in half precision."""
    kept = VECTORS.astype(np.float16).astype(np.float32)
    store = FaissVectors(path)
    for question in QUESTIONS:
        cosines = kept @ question
        hits = store.search(question, 50, None)
        np.testing.assert_allclose(hits.scores, np.sort(cosines)[::-1][:50], atol=1e-5)
        np.testing.assert_allclose(hits.scores, cosines[np.searchsorted(IDS, hits.ids)], atol=1e-5)
        assert len(set(hits.ids.tolist())) == 50


def test_a_filtered_search_is_exact(path: Path) -> None:
    """The best among the allowed are those of comparing with each of them, however few they are."""
    kept = VECTORS.astype(np.float16).astype(np.float32)
    store = FaissVectors(path)
    for place, question in enumerate(QUESTIONS):
        rows = np.flatnonzero(np.random.default_rng(place).random(COUNT) < 0.02 * (place + 1))
        hits = store.search(question, 30, IDS[rows])
        np.testing.assert_allclose(hits.scores, np.sort(kept[rows] @ question)[::-1][:30], atol=1e-5)
        assert set(hits.ids.tolist()) <= set(IDS[rows].tolist())


def test_half_precision_costs_next_to_nothing(path: Path) -> None:
    """A score differs from the cosine of the vectors as they were given by less than a thousandth."""
    hits = FaissVectors(path).search(QUESTIONS[0], COUNT, None)
    cosines = VECTORS[np.searchsorted(IDS, hits.ids)] @ QUESTIONS[0]
    assert np.abs(hits.scores - cosines).max() < 1e-3


def test_vectors_are_those_that_were_written(path: Path) -> None:
    """An id gives its own vector back, to half precision."""
    rows = np.array([999, 0, 5, 5], np.int64)
    found = FaissVectors(path).vectors(IDS[rows])
    assert found.dtype == np.float32
    assert np.array_equal(found, VECTORS[rows].astype(np.float16).astype(np.float32))


@pytest.mark.parametrize("absent", [0, int(IDS[-1]) + 1])
def test_the_vector_of_an_unknown_id_is_refused(path: Path, absent: int) -> None:
    """A text that the store does not hold gives an error, not its neighbor's vector."""
    with pytest.raises(StoreError, match="does not hold every text"):
        FaissVectors(path).vectors(np.array([int(IDS[0]), absent], np.int64))


@pytest.mark.parametrize("name", ["some.faiss", "some.ids.npy"])
@pytest.mark.parametrize(
    "content",
    [None, b"", b"x" * 4000, b"PK\x03\x04" + b"x" * 4000, b"\x80\x04K\x01."],
    ids=["missing", "empty", "other", "like a ZIP archive", "like a pickle"],
)
def test_a_damaged_file_is_named(path: Path, tmp_path: Path, name: str, content: bytes | None) -> None:
    """A file that is gone or another gives one line with the store's name and the remedy."""
    spoilt = copied(path, tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError) as refusal:
        FaissVectors(spoilt)
    assert str(spoilt) in str(refusal.value)
    assert str(refusal.value).endswith("run `briefbot index`")


@pytest.mark.parametrize("name", ["some.faiss", "some.ids.npy"])
@pytest.mark.parametrize("left", [0.0, 0.001, 0.3, 0.999])
def test_a_file_that_was_cut_off_is_named(path: Path, tmp_path: Path, name: str, left: float) -> None:
    """A file of which the end is missing is not taken for a smaller store."""
    spoilt = copied(path, tmp_path)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: int(len(whole) * left)])
    with pytest.raises(StoreError, match=r"some\.faiss"):
        FaissVectors(spoilt)


def test_ids_of_another_store_are_refused(path: Path, tmp_path: Path) -> None:
    """Ids and vectors that do not belong together are noticed by their number."""
    spoilt = copied(path, tmp_path)
    np.save(tmp_path / "some.ids.npy", IDS[:-1])
    with pytest.raises(StoreError, match="is not whole"):
        FaissVectors(spoilt)


def test_a_full_disk_says_so(tmp_path: Path, largest_file: Limit) -> None:
    """Writing without room raises what the operating system says, not what FAISS makes of it."""
    with largest_file(100_000), pytest.raises(OSError, match="too large") as refusal:
        write_vectors(tmp_path / "some.faiss", DIMENSION, [(IDS, VECTORS)])
    assert refusal.value.errno == errno.EFBIG


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("count", [1, COUNT])
def test_a_full_device_says_so(tmp_path: Path, count: int) -> None:
    """It does so for a store of one vector, which fails only when the file is closed, and for a large one."""
    (tmp_path / "some.faiss").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        write_vectors(tmp_path / "some.faiss", DIMENSION, [(IDS[:count], VECTORS[:count])])
