"""The connection to a server: what is made on it, how it is written in stretches, how long it is waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lite_server import addresses, needs_milvus, new_name

from index.milvus.address import parse_address
from index.milvus.connection import _LONGEST_PAUSE_S, Patience
from index.milvus.server import Server, _batches
from index.milvus.tables import PASSAGES

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server, up to the name of an index."""
    needs_milvus()
    with addresses(tmp_path_factory.mktemp("milvus") / "data") as given:
        yield given


@pytest.mark.parametrize("index_type", ["FLAT", "HNSW", "AUTOINDEX"])
def test_each_type_of_index_that_is_told_of_finds_the_nearest(address: str, index_type: str) -> None:
    """Made, written, and searched; made again it stays as it is."""
    server = Server(parse_address(f"{address}{new_name()}"))
    try:
        server.make(16, index_type)
        server.make(16, index_type)
        vectors = np.random.default_rng(7).normal(size=(300, 16)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        server.put(PASSAGES, [_passage(number, vector) for number, vector in enumerate(vectors, 1)])
        server.flush(PASSAGES)
        found = server.search(PASSAGES, "vector", vectors[41].tolist(), "born <= 1", 5)
        assert found[0][0] == 42
        exact = np.argsort(-(vectors @ vectors[41]))[:5] + 1
        assert [number for number, _ in found] == exact.tolist()
        assert len(server.every(PASSAGES, "born <= 1", ["id"])) == 300
        assert server.dimension() == 16
    finally:
        server.drop()
        server.close()


def _passage(number: int, vector: np.ndarray) -> dict[str, object]:
    return {
        "id": number,
        "document": 1,
        "born": 1,
        "first": 0,
        "last": 0,
        "source": "ferry.md",
        "date": "",
        "tags": [],
        "vector": vector.tolist(),
        "passage": "ferri",
        "spelled": "ferry",
    }


@given(st.lists(st.integers(0, 400), max_size=30))
def test_rows_are_sent_in_stretches_that_one_request_can_carry(lengths: list[int]) -> None:
    """All of them, in their order, and no stretch larger than its first row where that is too large already."""
    rows = [{"text": "x" * length, "place": place} for place, length in enumerate(lengths)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.milvus.server._SENT_BYTES", 1_000)
        sent = [list(some) for some in _batches(rows)]
    assert [row for some in sent for row in some] == rows
    for some in sent:
        assert sum(4 * len(str(row["text"])) for row in some) <= 1_000 or len(some) == 1


def test_pauses_grow_and_are_not_the_same_for_all() -> None:
    """Up to a longest one, give or take half."""
    patience = Patience(timeout_s=1.0, total_s=10.0, pause_s=0.2)
    for failed in (1, 2, 3, 20):
        usual = min(0.2 * 2 ** (failed - 1), _LONGEST_PAUSE_S)
        pauses = {patience.pause(failed) for _ in range(50)}
        assert len(pauses) > 10
        assert all(usual / 2 <= pause <= usual * 1.5 for pause in pauses)
