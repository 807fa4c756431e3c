"""A generation that is large has codes for its vectors, which it shares with the next one; a small one has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from fake_encoder import Desk, desk

from index.errors import StoreError
from index.stores.layout import PASSAGE_VECTORS, SENTENCE_VECTORS, open_stores
from index.stores.manifest import check_store
from index.stores.recall import Shortlist, read_shortlist, write_shortlist

if TYPE_CHECKING:
    from pathlib import Path

NOTES = 30
SENTENCES = 10
ENOUGH = 150


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk of 300 sentences in several parts, of which 150 are enough for codes."""
    monkeypatch.setattr("index.code.CODED_FROM", ENOUGH)
    monkeypatch.setattr("index.stores.packing.LEAST_SENTENCES", 64)
    made = desk(tmp_path)
    for number in range(NOTES):
        made.write(f"{number}.md", text(number))
    made.sync()
    return made


def text(number: int) -> str:
    """Return a note of ten sentences."""
    return "".join(
        f"The ferry number {number} has the deck {deck} for {deck * number} cars. " for deck in range(SENTENCES)
    )


def stores(at: Desk) -> Path:
    """Return the folder of the visible generation's stores."""
    (name,) = at.stores()
    return at.index / "stores" / name


def codes(at: Desk) -> dict[str, int]:
    """Return the files of codes by sentence, with what tells one file from another."""
    return {path.name: path.stat().st_ino for path in (stores(at) / SENTENCE_VECTORS).glob("*.codes")}


def test_codes_are_made_where_there_is_enough(at: Desk) -> None:
    """Every part of the sentences has codes and they are searched; the few passages have none."""
    opened = open_stores(stores(at))
    assert len(opened.sentence_vectors) == NOTES * SENTENCES
    assert opened.sentence_vectors.codes.keys() == opened.sentence_vectors.parts.keys()
    assert len(opened.sentence_vectors.codes) > 1
    assert opened.sentence_vectors.depth >= 8
    assert len(opened.passage_vectors) < ENOUGH
    assert not opened.passage_vectors.codes
    assert not list((stores(at) / PASSAGE_VECTORS).glob("*.codes"))


def test_a_vector_finds_itself_among_codes(at: Desk) -> None:
    """Each sentence is the nearest to its own vector, exactly."""
    vectors = open_stores(stores(at)).sentence_vectors
    for number in vectors.ids[::37].tolist():
        hits = vectors.search(vectors.vectors(np.array([number]))[0], 5, None)
        assert number in hits.ids
        assert hits.scores[0] == pytest.approx(1.0, abs=2e-3)


def test_what_has_not_changed_is_shared(at: Desk) -> None:
    """An edit makes codes for the part it is in alone, and keeps what was measured."""
    before, measured = codes(at), stores(at) / SENTENCE_VECTORS / "shortlist.json"
    inode = measured.stat().st_ino
    at.write("3.md", text(3) + "It is new.", day=1)
    at.sync()
    after = codes(at)
    shared = before.keys() & after.keys()
    assert len(shared) == len(before) - 1
    assert all(before[name] == after[name] for name in shared)
    assert (stores(at) / SENTENCE_VECTORS / "shortlist.json").stat().st_ino == inode
    check_store(stores(at))


def test_an_index_that_has_grown_is_measured_again(at: Desk) -> None:
    """A tenth more of the vectors make a new figure."""
    for number in range(NOTES, NOTES + 10):
        at.write(f"{number}.md", text(number))
    at.sync()
    said = read_shortlist(stores(at) / SENTENCE_VECTORS / "shortlist.json")
    assert said is not None
    assert said.vectors == (NOTES + 10) * SENTENCES


def test_an_index_that_has_shrunk_has_no_codes(at: Desk) -> None:
    """Where few vectors are left all of them are looked at, and no file of codes is kept."""
    for number in range(NOTES - 5):
        (at.notes / f"{number}.md").unlink()
    at.sync()
    assert not codes(at)
    opened = open_stores(stores(at)).sentence_vectors
    assert not opened.codes
    assert len(opened) == 5 * SENTENCES


def test_parts_that_had_no_codes_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that becomes large, or was made before there were codes, gets them with its next change."""
    monkeypatch.setattr("index.stores.packing.LEAST_SENTENCES", 64)
    at = desk(tmp_path)
    for number in range(NOTES):
        at.write(f"{number}.md", text(number))
    at.sync()
    assert not codes(at)
    monkeypatch.setattr("index.code.CODED_FROM", ENOUGH)
    at.write("new.md", "It is new.")
    at.sync()
    assert codes(at).keys() == {f"{name}.codes" for name in open_stores(stores(at)).sentence_vectors.parts}


def test_a_depth_of_nothing_looks_at_all(at: Desk) -> None:
    """Where codes find too little they are not opened."""
    folder = stores(at)
    write_shortlist(folder / SENTENCE_VECTORS / "shortlist.json", Shortlist(0, 0.9, NOTES * SENTENCES))
    (folder / "manifest.json").write_text("{}")
    assert not open_stores(folder).sentence_vectors.codes


def test_damage_to_codes_is_noticed(at: Desk) -> None:
    """A byte of codes that differs is told as one of any other file is."""
    path = stores(at) / SENTENCE_VECTORS / next(iter(codes(at)))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="codes"):
        check_store(stores(at))
