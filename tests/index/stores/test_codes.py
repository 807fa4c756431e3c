"""A large store of vectors is searched by short codes: what is found so, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import StoreError
from index.stores.codes import Codes, Quantizer, can_code, codes_path
from index.stores.joined import JoinedVectors
from index.stores.recall import LEAST_RECALL, Shortlist, measure, read_shortlist, write_shortlist
from index.stores.vectors import FaissVectors, write_vectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSION = 48
PARTS = 3
EACH = 400


def drawn(count: int, seed: int) -> NDArray[np.float32]:
    """Return unit vectors around 20 middles."""
    dice = np.random.default_rng(seed)
    middles = np.random.default_rng(0).normal(size=(20, DIMENSION))
    vectors = middles[dice.integers(0, 20, count)] + dice.normal(size=(count, DIMENSION)) * 0.7
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture
def coded(tmp_path: Path) -> JoinedVectors:
    """Three parts with codes by one quantizer, and one without a vector."""
    quantizer = Quantizer.train(drawn(1000, 1))
    parts, codes = {}, {}
    for part in range(PARTS):
        path, vectors = tmp_path / f"{part}.faiss", drawn(EACH, 10 + part)
        write_vectors(path, DIMENSION, [(np.arange(EACH) * PARTS + part, vectors)])
        quantizer.write(codes_path(path), vectors)
        parts[str(part)], codes[str(part)] = FaissVectors(path), Codes(codes_path(path), EACH)
    write_vectors(tmp_path / "none.faiss", DIMENSION, [])
    return JoinedVectors({**parts, "none": FaissVectors(tmp_path / "none.faiss")}, DIMENSION, codes, depth=8)


def test_the_best_are_found_with_their_exact_cosines(coded: JoinedVectors) -> None:
    """Nearly all of the best come, in order, each with the cosine that looking at all of them gives it."""
    found = 0
    for vector in drawn(20, 99):
        exact, quick = coded.search_all(vector, 50), coded.search(vector, 50, None)
        assert len(quick.ids) == len(set(quick.ids.tolist())) == 50
        assert (np.diff(quick.scores) <= 0).all()
        known = dict(zip(exact.ids.tolist(), exact.scores.tolist(), strict=True))
        for number, score in zip(quick.ids.tolist(), quick.scores.tolist(), strict=True):
            assert number not in known or known[number] == pytest.approx(score, abs=1e-5)
        found += len(known.keys() & set(quick.ids.tolist()))
    assert found >= 0.95 * 20 * 50


def test_codes_alone_decide_what_is_looked_at(coded: JoinedVectors) -> None:
    """With a depth of 1 some of the best are missed: the codes are really what is searched."""
    missed = 0
    for vector in drawn(20, 99):
        exact, quick = coded.search_all(vector, 10), coded.search_shortlist(vector, 10, 1)
        missed += len(set(exact.ids.tolist()) - set(quick.ids.tolist()))
    assert missed


def test_under_a_filter_all_is_looked_at(coded: JoinedVectors) -> None:
    """Among allowed ids the very best are found, however far from the others."""
    vector, allowed = drawn(1, 5)[0], np.arange(0, EACH * PARTS, 7)
    everything = coded.search_all(vector, EACH * PARTS).ids
    expected = everything[np.isin(everything, allowed)][:20]
    assert coded.search(vector, 20, allowed).ids.tolist() == expected.tolist()


def test_a_limit_of_nothing_finds_nothing(coded: JoinedVectors) -> None:
    """And one beyond the store finds all of it."""
    assert coded.search(drawn(1, 5)[0], 0, None).ids.tolist() == []
    assert len(coded.search(drawn(1, 5)[0], 5000, None).ids) == EACH * PARTS


def test_recall_is_measured_and_kept(coded: JoinedVectors, tmp_path: Path) -> None:
    """The depth that is chosen finds enough, and what is written is what is read."""
    shortlist = measure(coded)
    assert shortlist.depth >= 8
    assert LEAST_RECALL <= shortlist.recall <= 1
    assert shortlist.vectors == EACH * PARTS
    write_shortlist(tmp_path / "shortlist.json", shortlist)
    assert read_shortlist(tmp_path / "shortlist.json") == shortlist


def test_recall_is_what_is_found(coded: JoinedVectors, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only as many are looked at as are wanted, some of the best are missing, and the figure says so."""
    monkeypatch.setattr("index.stores.recall.LEAST_RECALL", 0.0)
    monkeypatch.setattr("index.stores.recall._FIRST_DEPTH", 1)
    assert 0.2 < measure(coded).recall < 0.95


def test_codes_that_find_too_little_are_not_used(coded: JoinedVectors, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no depth finds enough, the depth is 0: all has to be looked at."""
    monkeypatch.setattr("index.stores.recall.LEAST_RECALL", 1.01)
    assert measure(coded).depth == 0


def test_a_measure_holds_for_about_as_many() -> None:
    """A tenth more or less is measured again."""
    shortlist = Shortlist(8, 0.99, 1000)
    assert shortlist.fits(1000)
    assert shortlist.fits(1100)
    assert not shortlist.fits(1101)
    assert not shortlist.fits(899)


def test_a_quantizer_is_read_back_from_codes(coded: JoinedVectors, tmp_path: Path) -> None:
    """What it makes then of the same vectors is the same, byte for byte."""
    assert len(coded)
    there = tmp_path / "0.codes"
    Quantizer.of(there).write(tmp_path / "again.codes", drawn(EACH, 10))
    assert (tmp_path / "again.codes").read_bytes() == there.read_bytes()


@pytest.mark.parametrize("damage", ["missing", "cut", "other", "count"])
def test_damaged_codes_are_told(coded: JoinedVectors, tmp_path: Path, damage: str) -> None:
    """A file that is missing, cut, something else or of another part is a StoreError."""
    assert len(coded)
    path = tmp_path / "0.codes"
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:100])
    elif damage == "other":
        path.write_bytes((tmp_path / "0.faiss").read_bytes())
    with pytest.raises(StoreError):
        Codes(path, EACH + (damage == "count"))


@pytest.mark.parametrize("content", ["{", "[]", '{"depth": 8}', '{"depth": "x", "recall": 1, "vectors": 1}'])
def test_a_damaged_measure_is_told(tmp_path: Path, content: str) -> None:
    """So it is a StoreError, and the stores are made again."""
    (tmp_path / "shortlist.json").write_text(content)
    with pytest.raises(StoreError):
        read_shortlist(tmp_path / "shortlist.json")


def test_a_store_without_codes_has_no_measure(tmp_path: Path) -> None:
    """None is no error: all is looked at."""
    assert read_shortlist(tmp_path / "shortlist.json") is None


@pytest.mark.parametrize(
    ("dimension", "can"), [(384, True), (768, True), (1024, True), (8, True), (7, False), (0, False)]
)
def test_most_dimensions_can_be_coded(dimension: int, can: bool) -> None:
    """Those that 3 or 2 divide."""
    assert can_code(dimension) is can
